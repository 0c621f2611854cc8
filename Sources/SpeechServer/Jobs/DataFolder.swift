import Glibc
import SpeechEngine

/// The folder in which jobs are kept.
enum DataFolder {
    /// As the settings have it, or where the system's habits put a program's state
    /// (XDG Base Directory Specification 0.8).
    static func path(_ settings: ServerSettings) throws(ServerError) -> String {
        if let data = settings.data { return data }
        if let state = variable("XDG_STATE_HOME"), state.hasPrefix("/") {
            return state + "/syrinx"
        }
        guard let home = variable("HOME"), home.hasPrefix("/") else {
            throw .settings(
                name: "server.data",
                reason: "there is no home folder to keep jobs in; name a folder, or set "
                    + "server.job_workers to 0")
        }
        return home + "/.local/state/syrinx"
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name) else { return nil }
        let text = String(cString: value)
        return text.isEmpty ? nil : text
    }
}
