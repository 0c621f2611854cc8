import ArgumentParser
import VoiceLibrary

/// `syrinx profiles show`: what is told of one voice profile.
struct ProfilesShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show a voice profile, and what its clip was like.")

    @Argument(help: ArgumentHelp("Name or ID.", valueName: "profile"))
    var profile: String

    @OptionGroup var options: ProfileOptions

    mutating func run() async throws {
        let result = ProfileResult(try await options.library().profile(profile))
        if options.json { return try Console.print(JSONOutput.text(result)) }
        for line in result.lines { try Console.print(line) }
    }
}
