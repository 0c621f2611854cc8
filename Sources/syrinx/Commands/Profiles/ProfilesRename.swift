import ArgumentParser
import VoiceLibrary

/// `syrinx profiles rename`: other names for a voice profile.
struct ProfilesRename: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename", abstract: "Give a voice profile another name.")

    @Argument(help: ArgumentHelp("Name or ID.", valueName: "profile"))
    var profile: String

    @Argument(help: ArgumentHelp("The new name: a-z, 0-9 and hyphens.", valueName: "name"))
    var name: String?

    @Option(help: ArgumentHelp("What people call it, in any script.", valueName: "text"))
    var displayName: String?

    @OptionGroup var options: ProfileOptions

    func validate() throws {
        guard name != nil || displayName != nil else {
            throw ValidationError("give a new name, --display-name, or both")
        }
    }

    mutating func run() async throws {
        let new = try name.map { text throws(VoiceLibraryError) in try ProfileName(text) }
        let shown = try displayName.map { text throws(VoiceLibraryError) in
            try DisplayName(text)
        }
        let renamed = try await options.library().rename(
            profile, to: new, displayName: shown)
        try ProfileResult(renamed).print(
            "is the name now, for people \(renamed.displayName)", json: options.json)
    }
}
