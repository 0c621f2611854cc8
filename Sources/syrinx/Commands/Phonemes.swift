import ArgumentParser
import SpeechEngine
import SpeechText

/// `syrinx phonemes`: how a text is pronounced, without speaking it.
struct Phonemes: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phonemes",
        abstract: "Show the phonemes of a text, as our own voices take them.",
        discussion: """
            English, Mandarin and Japanese; sentences in other languages are named and passed \
            over. Words are divided by bars, a comma is a short pause, a full stop a long one. \
            ARPAbet as in the CMU dictionary: a vowel's digit is its stress; Mandarin's sounds \
            have names near Pinyin, a vowel's digit is its tone; Japanese's are those of Open \
            JTalk, the digit 1 is a high mora; a plus joins the words of an accent phrase.
            """)

    /// How phonemes are written.
    enum Alphabet: String, ExpressibleByArgument, CaseIterable {
        case arpabet, ipa
    }

    @Argument(help: "The text; - means standard input.")
    var text: String?

    @Option(
        name: [.short, .customLong("file")],
        help: ArgumentHelp("File to read; - means standard input.", valueName: "file"))
    var file: String?

    @Option(help: "The alphabet: arpabet or ipa.")
    var alphabet = Alphabet.arpabet

    @Option(
        help: ArgumentHelp("Language; without it, found for each sentence.", valueName: "code"))
    var language: String?

    @Option(help: ArgumentHelp("Pronunciation dictionary, a TOML file.", valueName: "file"))
    var dictionary: String?

    @Option(help: "How the text is written: plain, markdown or ssml; told by its file otherwise.")
    var markup: TextFormat?

    @Flag(help: "Print JSON: words, phonemes, the model's tokens, and places in the source.")
    var json = false

    @OptionGroup var settings: SettingsOptions

    mutating func run() throws {
        let chosen = try settings.load(flags: [
            (.language, language, "--language"), (.dictionary, dictionary, "--dictionary"),
        ]).settings
        let engine = try SpeechEngine(chosen)
        let inputs = try TextInput.all(text: text, files: file.map { [$0] } ?? [])
        guard inputs.count == 1, let input = inputs.first else {
            throw EngineError.invalid(
                field: "--file", value: file ?? "", expected: "one text, not a folder of several")
        }
        let bytes = try input.read(limit: chosen.maximumText ?? TextOptions().maximumBytes)
        var request = try engine.request(bytes, for: .listening)
        request.format = input.format(asked: markup, text: bytes)
        let document = try engine.plan(request).document
        var phonemizers = InstalledPhonemizers()
        var separator = "{\"sentences\":["
        for sentence in document.sentences where !sentence.spoken.isEmpty {
            let language = sentence.style.language
            guard let phonemizer = try phonemizers.phonemizer(for: language) else {
                Console.report(
                    "no phonemes for \(language.tag) yet: "
                        + "bytes \(sentence.source.lowerBound) to \(sentence.source.upperBound)")
                continue
            }
            let sequence = phonemizer.phonemes(of: sentence)
            if json {
                let entry = PhonemeResult(sequence, of: sentence)
                try Console.write(
                    separator + "\n" + JSONOutput.text(entry, pretty: false), to: 1,
                    name: "standard output")
                separator = ","
            } else {
                try Console.print(alphabet == .ipa ? sequence.ipa : sequence.names)
            }
        }
        if json { try Console.print(separator == "," ? "\n]}" : separator + "]}") }
    }
}
