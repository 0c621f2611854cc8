import ArgumentParser
import AudioSignal
import SpeechEngine
import SpeechModel
import SpeechText

/// `syrinx voices`: what can speak here.
struct Voices: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "List the voices that can speak here.")

    @OptionGroup var settings: SettingsOptions

    @Option(help: ArgumentHelp("Only voices that speak this language.", valueName: "code"))
    var language: String?

    @Option(help: ArgumentHelp("Only voices of this family.", valueName: "id"))
    var family: String?

    @Flag(help: "Print JSON.")
    var json = false

    private struct Row: Encodable {
        let id: String
        let family: String
        let languages: [String]
        let gender: String
        let description: String
        let license: String
        let rate: Int
        let loudness: Double?
    }

    mutating func run() throws {
        let wanted = try language.map { text throws(EngineError) in
            guard let language = Language(text) else {
                throw .invalid(
                    field: "--language", value: text,
                    expected: "a language such as en, ja or pt-BR")
            }
            return language
        }
        let engine = try SpeechEngine(settings.load().settings)
        let listing = try engine.voices(of: family)
        let rows = listing.voices.filter { voice in wanted.map(voice.speaks) ?? true }.map {
            voice in
            Row(
                id: voice.id.name, family: String(voice.id.name.prefix { $0 != "/" }),
                languages: voice.languages.map(\.tag), gender: voice.gender.rawValue,
                description: voice.description, license: voice.license, rate: voice.rate.hertz,
                loudness: voice.loudness)
        }
        for (family, error) in listing.missing {
            Console.report("family \(family): \(error.words)")
        }
        if json {
            try Console.print(JSONOutput.text(rows))
        } else {
            let width = rows.map(\.id.count).max() ?? 0
            for row in rows {
                let languages = row.languages.joined(separator: " ")
                try Console.print(
                    row.id.padded(to: width) + "  " + languages.padded(to: 8) + "  "
                        + row.gender.padded(to: 11) + "  " + row.description)
            }
        }
        if rows.isEmpty {
            throw EngineError.noVoice(
                language: wanted ?? .english,
                reasons: listing.missing.map { "family \($0.family): \($0.error.words)" })
        }
    }
}
