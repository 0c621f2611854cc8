import ArgumentParser
import VoiceLibrary

/// Where voice profiles are, and how they are told.
struct ProfileOptions: ParsableArguments {
    @OptionGroup var folder: ProfileFolder

    @OptionGroup var settings: SettingsOptions

    @Flag(help: "Print JSON.")
    var json = false

    /// Opens the library.
    ///
    /// - Throws: `EngineError` for settings, `VoiceLibraryError` for the folder.
    func library() throws -> VoiceLibrary { try folder.library(settings: settings) }
}
