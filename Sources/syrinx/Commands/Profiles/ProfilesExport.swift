import ArgumentParser
import VoiceLibrary

/// `syrinx profiles export`: a voice profile as a file.
struct ProfilesExport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write a voice profile as one file, for another machine or for keeping.")

    @Argument(help: ArgumentHelp("Name or ID.", valueName: "profile"))
    var profile: String

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The file; by default NAME.safetensors here.", valueName: "file"))
    var output: String?

    @OptionGroup var options: ProfileOptions

    mutating func run() async throws {
        let library = try options.library()
        let name = try await library.profile(profile).name
        let path = output ?? "\(name).safetensors"
        let exported = try await library.export(profile, to: path)
        try ProfileResult(exported).print("written to \(path)", json: options.json)
    }
}
