import ArgumentParser
import AudioSignal
import SpeechCorpus
import SpeechEngine
import SpeechRecognition
import SpeechText

/// `syrinx prepare`: recordings become a training package.
struct Prepare: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a training package of recordings.",
        discussion: """
            Reads WAV, FLAC, Opus and MP3, told by content, mixes them to one channel, brings \
            them to one rate and level, takes the silence off their ends, and writes one file that \
            a training reads. What is not kept is told with its reason.

            With --speech, texts are looked for beside the recordings: LibriSpeech's \
            *.trans.txt, LJSpeech's metadata.csv, Common Voice's *.tsv, or a .txt or .lab of the \
            recording's name. Their phonemes are aligned with the sound (pocketsphinx, where \
            it is installed, gives English's first boundaries). --language is that of the texts.

            With --teacher, the package is made of speech whose timing is known to the sample, for \
            a model to learn from before it learns from people: the inputs are then files of \
            plain text, and folders whose recordings' texts (but no --held-out ones) are said by \
            flite's voices. Speakers are called flite-slt and so on.
            """)

    @Argument(help: ArgumentHelp("Files and folders; with --teacher, of texts.", valueName: "in"))
    var inputs: [String]

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp("The package, a safetensors file.", valueName: "file"))
    var output: String

    @Option(
        name: .customLong("held-out"),
        help: ArgumentHelp(
            "A list of recordings that are kept for tests, a name on each line.", valueName: "file"
        ))
    var heldOut: String?

    @Flag(help: "Align the recordings' texts, which an acoustic model learns from.")
    var speech = false

    @Flag(help: "Tell melody and loudness as a voice converter hears them, which it learns from.")
    var prosody = false

    @Option(
        help: ArgumentHelp(
            "Language of the texts: \(InstalledPhonemizers.languages.joined(separator: ", ")).",
            valueName: "code"))
    var language = "en"

    @Option(
        help: ArgumentHelp(
            "Voices that say the inputs' texts, such as flite/slt,flite/rms,flite/awb.",
            valueName: "voices"))
    var teacher: String?

    @Option(help: ArgumentHelp("Who speaks, where that isn't told.", valueName: "name"))
    var speaker: String?

    @Option(help: ArgumentHelp("Samples per second.", valueName: "hz"))
    var rate = 16_000

    @Option(help: ArgumentHelp("Bands of the mel spectrum.", valueName: "n"))
    var melBands = 80

    @Option(help: ArgumentHelp("Samples of the spectrum's frames.", valueName: "n"))
    var melSize = 1024

    @Option(help: ArgumentHelp("Samples from frame to frame.", valueName: "n"))
    var hop = 200

    @Option(help: ArgumentHelp("Where the highest band ends, in hertz.", valueName: "hz"))
    var fmax = 8000.0

    @Option(
        parsing: .unconditional,
        help: ArgumentHelp("Active speech level of all clips, in dBFS.", valueName: "x"))
    var level = -25.0

    @Option(help: ArgumentHelp("Silence left at both ends, in milliseconds.", valueName: "n"))
    var silenceMs = 100

    @Option(
        help: ArgumentHelp(
            "The largest that the package may be, such as 40M; recordings are then taken evenly.",
            valueName: "size"))
    var maxSize: String?

    @Option(help: ArgumentHelp("Shorter clips are left out, in seconds.", valueName: "x"))
    var minS = 0.5

    @Option(help: ArgumentHelp("Longer clips are left out, in seconds.", valueName: "x"))
    var maxS = 30.0

    @Flag(help: "Print the report as JSON.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    func validate() throws {
        if teacher != nil, speech || speaker != nil {
            throw ValidationError("--teacher goes without --speech and --speaker")
        }
    }

    mutating func run() async throws {
        if let teacher {
            let recipe: CorpusRecipe
            do throws(CorpusError) { recipe = try self.recipe() } catch { throw Self.told(error) }
            return try teach(by: teacher, heldOut: heldOutNames(), recipe)
        }
        let start = ContinuousClock.now
        let (inputs, output, heldOut) = (inputs, output, try heldOutNames())
        let report: CorpusReport
        let labels = speech ? try await labels(heldOut: heldOut) : nil
        var line = ProgressLine(isQuiet: quiet || json)
        // Ctrl-C is looked for after each recording; nothing is left of the package then.
        Interruption.shared.onRequest(within: nil) {}
        defer { Interruption.shared.workEnded() }
        do throws(CorpusError) {
            let preparation = try CorpusPreparation(try recipe())
            report = try preparation.run(
                inputs, to: output, heldOut: heldOut, speech: labels, speaker: speakerRule
            ) { progress in
                line.show { _ in
                    "file \(progress.files) of \(progress.of)  "
                        + "kept \(ProgressLine.clock(progress.seconds))  "
                        + ByteCount.text(progress.bytes)
                }
                return !Interruption.shared.wasRequested
            }
            line.clear()
        } catch {
            line.clear()
            throw Self.told(error)
        }
        let result = PrepareResult(
            report: report, output: output, elapsed: ContinuousClock.now - start)
        if json { return try Console.print(JSONOutput.text(result)) }
        for line in result.lines { try Console.print(line) }
    }

    /// What is said, aligned.
    private func labels(heldOut: [String]) async throws -> SpeechLabels {
        guard let language = Language(language), let phonemizer = try phonemizer(for: language)
        else {
            throw EngineError.invalid(
                field: "--language", value: language,
                expected: InstalledPhonemizers.languages.joined(separator: ", "))
        }
        let speech = CorpusSpeech(
            phonemizer, recognizer: language.matches(.english) ? Self.recognizer() : nil,
            speaker: speakerRule)
        let (inputs, isQuiet) = (inputs, quiet || json)
        let recipe: CorpusRecipe
        do throws(CorpusError) { recipe = try self.recipe() } catch { throw Self.told(error) }
        let work = Task {
            var line = ProgressLine(isQuiet: isQuiet)
            defer { line.clear() }
            do throws(CorpusError) {
                return try await SpeechLabels(of: inputs, heldOut: heldOut, recipe, speech) {
                    progress in
                    line.show { _ in "\(progress.stage.rawValue) \(progress.done) of \(progress.of)"
                    }
                }
            } catch {
                throw Self.told(error)
            }
        }
        Interruption.shared.onRequest(within: nil) { work.cancel() }
        defer { Interruption.shared.workEnded() }
        return try await work.value
    }

    private var speakerRule: SpeakerRule { speaker.map { .named($0) } ?? .told }

    private func phonemizer(for language: Language) throws(EngineError) -> (any Phonemizer)? {
        var installed = InstalledPhonemizers()
        return try installed.phonemizer(for: language)
    }

    /// What knows English's phones; nil, aloud, where it is missing.
    private static func recognizer() -> PocketSphinxPhones? {
        do throws(RecognitionError) {
            return try PocketSphinxPhones()
        } catch {
            Console.report("\(error); the models of phones begin with nothing")
            return nil
        }
    }

    /// The error as the command's options are called.
    static func told(_ error: CorpusError) -> any Error {
        switch error {
        case .setting(let name, let value, let expected):
            EngineError.invalid(field: "--\(name)", value: value, expected: expected)
        // The user knows.
        case .cancelled: EngineError.cancelled
        default: error
        }
    }

    /// The lines of the list; empty ones and those that begin with # don't count.
    private func heldOutNames() throws -> [String] {
        guard let heldOut else { return [] }
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(heldOut, limit: 1 << 24) } catch {
            throw EngineError.unreadable(path: heldOut, reason: error.reason)
        }
        return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(
            String.init
        )
        .filter { !$0.hasPrefix("#") }
    }

    private func recipe() throws(CorpusError) -> CorpusRecipe {
        var recipe = CorpusRecipe()
        guard let rate = SampleRate(hertz: rate) else {
            throw .setting(name: "rate", value: "\(rate)", expected: "8000 to 192000")
        }
        // Comparisons that NaN fails.
        guard minS >= 0, minS <= maxS, maxS <= 1e6 else {
            throw .setting(
                name: "min-s and max-s", value: "\(minS) and \(maxS)",
                expected: "numbers of seconds in order")
        }
        recipe.rate = rate
        recipe.melBands = melBands
        recipe.melSize = melSize
        recipe.hop = hop
        recipe.highestFrequency = fmax
        recipe.level = level
        recipe.tellsProsody = prosody
        recipe.silence = .milliseconds(silenceMs)
        recipe.lengths = .seconds(minS)...(.seconds(maxS))
        if let maxSize {
            guard let bytes = ByteCount.parse(maxSize) else {
                throw .setting(name: "max-size", value: maxSize, expected: "a size such as 40M")
            }
            recipe.mostBytes = bytes
        }
        return recipe
    }
}

extension CorpusError: ReportedError {
    var exitStatus: Int32 {
        switch self {
        case .setting, .features, .alignment(.setting): ExitStatus.usage
        case .alignment: ExitStatus.failure
        case .input, .nothingFound, .nothingKept, .noSuchRecording: ExitStatus.badInput
        case .output(let error): error.exitStatus
        case .cancelled: ExitStatus.interrupted
        }
    }
}
