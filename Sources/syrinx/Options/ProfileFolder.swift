import ArgumentParser
import SpeechEngine
import VoiceLibrary

/// Where voice profiles are.
struct ProfileFolder: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Data folder; by default that of the server's jobs.", valueName: "folder"))
    var data: String?

    /// Opens the library.
    ///
    /// - Throws: ``EngineError`` for settings, ``VoiceLibraryError`` for the folder.
    func library(settings: SettingsOptions) throws -> VoiceLibrary {
        let effective = try settings.load(flags: [(.serverData, data, "--data")])
        guard let folder = effective.settings.server.data ?? effective.stateFolder else {
            throw EngineError.invalid(
                field: "--data", value: "",
                expected: "a folder, since there is no home folder to keep profiles in")
        }
        return try VoiceLibrary(folder: folder)
    }
}
