import Glibc
import SpeechModel

/// Where settings are found, the command line aside.
public struct SettingsSources: Sendable {
    /// Variables of Syrinx that are no settings.
    static func isOwn(_ variable: String) -> Bool {
        // They are read where programs and libraries are looked for.
        ["CONFIG", "ESPEAK", "ONNXRUNTIME", "OPENVINO", "TORCH"].contains {
            variable == "SYRINX_" + $0
        }
            // Those of the project's Makefile and tests.
            || variable == "SYRINX_DATA" || variable.hasPrefix("SYRINX_MAKE_")
    }

    /// The environment.
    public var environment: [String: String]
    /// The settings file asked for by an option, if any.
    public var file: String?
    /// The text of the `.env` file, if there is one.
    public var dotEnvText: String?

    /// Gathers sources that are given.
    public init(environment: [String: String], file: String? = nil, dotEnvText: String? = nil) {
        self.environment = environment
        self.file = file
        self.dotEnvText = dotEnvText
    }

    /// The sources of this process: its environment and `.env` in its working
    /// directory.
    ///
    /// - Parameter file: The settings file, where an option names one.
    public static func ofProcess(file: String? = nil) throws(SettingsError) -> SettingsSources {
        var sources = SettingsSources(environment: processEnvironment(), file: file)
        if let bytes = try read(".env", mustExist: false) {
            sources.dotEnvText = String(decoding: bytes, as: UTF8.self)
        }
        return sources
    }

    var dotEnv: [(name: String, value: String)] { DotEnv.variables(of: dotEnvText ?? "") }

    /// The settings file and what it holds: the option's, else that of
    /// `SYRINX_CONFIG`, else `~/.config/syrinx/config.toml` or `.json` if there.
    func settingsFile(
        dotEnv: [(name: String, value: String)]
    ) throws(SettingsError) -> (path: String, table: [String: SettingValue])? {
        let named =
            file ?? environment["SYRINX_CONFIG"]
            ?? dotEnv.last { $0.name == "SYRINX_CONFIG" }?.value
        if let named, !named.isEmpty {
            guard let bytes = try Self.read(named, mustExist: true) else { return nil }
            return (named, try SettingValue.file(bytes, path: named))
        }
        for name in ["config.toml", "config.json"] {
            guard let path = UserFolders.configuration(environment).map({ $0 + "/" + name }) else {
                continue
            }
            guard let bytes = try Self.read(path, mustExist: false) else { continue }
            return (path, try SettingValue.file(bytes, path: path))
        }
        return nil
    }

    private static func read(_ path: String, mustExist: Bool) throws(SettingsError) -> [UInt8]? {
        do {
            return try FileBytes.read(path, limit: 4 << 20)
        } catch {
            if case .notFound = error, !mustExist { return nil }
            throw .unreadable(path: path, reason: error.reason)
        }
    }

    private static func processEnvironment() -> [String: String] {
        var result: [String: String] = [:]
        // `environ` is read once, before any other thread could change it.
        var entry = environ
        while let text = entry.pointee {
            let pair = String(cString: text)
            if let equals = pair.firstIndex(of: "=") {
                result[String(pair[..<equals])] = String(pair[pair.index(after: equals)...])
            }
            entry += 1
        }
        return result
    }
}

/// Folders of the user, by the XDG base directory specification.
public enum UserFolders {
    /// The folder of settings files.
    public static func configuration(_ environment: [String: String]) -> String? {
        folder(environment, variable: "XDG_CONFIG_HOME", fallback: "/.config")
    }

    /// The folder of what can be made again.
    public static func cache(_ environment: [String: String]) -> String? {
        folder(environment, variable: "XDG_CACHE_HOME", fallback: "/.cache")
    }

    /// The folder of what can be made again, made where it isn't there yet; nil where it can't be.
    /// A home that isn't there is not made: services have such ones on purpose.
    static func makeCache(_ environment: [String: String]) -> String? {
        guard let folder = cache(environment) else { return nil }
        let base = environment["XDG_CACHE_HOME"] ?? ""
        if !base.hasPrefix("/"), access(environment["HOME"] ?? "", F_OK) != 0 { return nil }
        return FolderTree.make(folder) == nil && access(folder, W_OK) == 0 ? folder : nil
    }

    /// The folder of what lasts but is no document, such as jobs.
    public static func state(_ environment: [String: String]) -> String? {
        folder(environment, variable: "XDG_STATE_HOME", fallback: "/.local/state")
    }

    private static func folder(
        _ environment: [String: String], variable: String, fallback: String
    ) -> String? {
        if let base = environment[variable], base.hasPrefix("/") { return base + "/syrinx" }
        guard let home = environment["HOME"], !home.isEmpty else { return nil }
        return home + fallback + "/syrinx"
    }
}
