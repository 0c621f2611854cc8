import ArgumentParser
import VoiceLibrary

/// `syrinx profiles list`: all voice profiles.
struct ProfilesList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list",
        abstract: "List voice profiles: name, date, consent, model, name for people.")

    @OptionGroup var options: ProfileOptions

    mutating func run() async throws {
        let rows = try await options.library().profiles().map(ProfileResult.init)
        if options.json { return try Console.print(JSONOutput.text(rows)) }
        let width = rows.map(\.name.count).max() ?? 0
        for row in rows { try Console.print(row.line(width: width)) }
    }
}
