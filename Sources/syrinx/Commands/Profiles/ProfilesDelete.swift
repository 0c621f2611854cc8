import ArgumentParser
import VoiceLibrary

/// `syrinx profiles delete`: away with a voice profile.
struct ProfilesDelete: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a voice profile and its features, for good.")

    @Argument(help: ArgumentHelp("Name or ID.", valueName: "profile"))
    var profile: String

    @OptionGroup var options: ProfileOptions

    mutating func run() async throws {
        let deleted = try await options.library().delete(profile)
        try ProfileResult(deleted).print("deleted", json: options.json)
    }
}
