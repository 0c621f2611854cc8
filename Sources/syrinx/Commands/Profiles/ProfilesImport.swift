import ArgumentParser
import VoiceLibrary

/// `syrinx profiles import`: a voice profile from a file.
struct ProfilesImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Keep a voice profile that was exported, here or elsewhere.",
        discussion: "Nothing in the file is believed before it is checked, and nothing executed.")

    @Argument(help: ArgumentHelp("The file.", valueName: "file"))
    var file: String

    @Option(help: ArgumentHelp("Another name than the file's.", valueName: "name"))
    var name: String?

    @OptionGroup var options: ProfileOptions

    mutating func run() async throws {
        let name = try name.map { text throws(VoiceLibraryError) in try ProfileName(text) }
        let imported = try await options.library().importProfile(at: file, as: name)
        try ProfileResult(imported).print("imported", json: options.json)
    }
}
