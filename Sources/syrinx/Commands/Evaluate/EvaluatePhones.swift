import ArgumentParser
import AudioFile
import AudioSignal
import ModelBlocks
import SpeechCorpus
import SpeechEngine
import SpeechEvaluation
import SpeechText
import TensorRuntime

/// `syrinx evaluate phones`: how much of recordings a recogniser of our own understands.
struct EvaluatePhones: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "phones",
        abstract: "Phone error rate of recordings, by a recogniser that Syrinx trained.",
        discussion: """
            For languages that no installed recogniser knows. `syrinx-train recognizer` trains it, \
            on recordings of words that aren't judged; its rates are for comparing recordings with \
            each other, such as a voice with people who say the same words: --against takes the \
            JSON of an earlier run and tells the ratio. It understands the speakers that it learnt \
            from, and hardly others: judge voices of theirs, or train it on recordings of all \
            (--data again). Stress, tones and pitch don't count, and a \
            voiceless vowel is its voiced kin. Intervals are what chance in the choice of \
            recordings leaves open, 95 % of 1000 draws.

            Texts come from a file as for `syrinx evaluate words` (Common Voice's tables are read \
            too), or, where folders are given, from files in them as `syrinx prepare --speech` \
            finds them. Recordings are WAV, FLAC, Opus in Ogg or MP3 of at most ten minutes.
            """)

    @Argument(
        help: ArgumentHelp("Recordings; without texts, folders that hold both.", valueName: "file"))
    var files: [String]

    @Option(
        help: ArgumentHelp(
            "The recogniser's weights, recognizer.safetensors.", valueName: "file"))
    var recognizer: String

    @Option(
        help: ArgumentHelp(
            "Language of the texts: \(InstalledPhonemizers.languages.joined(separator: ", ")).",
            valueName: "code"))
    var language: String

    @Option(help: ArgumentHelp("What is said in the one recording.", valueName: "text"))
    var text: String?

    @Option(help: ArgumentHelp("What is said in each recording, one a line.", valueName: "file"))
    var texts: String?

    @Option(
        help: ArgumentHelp(
            "JSON of a run over recordings of the same file names: how many times as many errors.",
            valueName: "file"))
    var against: String?

    @Option(help: ArgumentHelp("Only this channel, from 1; otherwise their mean.", valueName: "n"))
    var channel: Int?

    @Option(
        help: ArgumentHelp(
            "What runs the recogniser: native, onnxruntime, openvino, torch, or auto, which "
                + "measures.", valueName: "name"))
    var executor = "native"

    @Option(help: ArgumentHelp("Seed of the intervals' draws.", valueName: "n"))
    var seed: UInt64 = 1

    @Flag(help: "Print JSON, with all phones and edits.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    mutating func validate() throws {
        if text != nil, texts != nil {
            throw ValidationError("give either --text TEXT or --texts FILE")
        }
        if text != nil, files.count != 1 {
            throw ValidationError(
                "--text is for one recording and there are \(files.count); use --texts FILE")
        }
        if files.count(where: { $0 == "-" }) + (texts == "-" ? 1 : 0) > 1 {
            throw ValidationError("standard input can be read only once")
        }
        if let channel, !(1...255).contains(channel) {
            throw ValidationError("--channel \(channel): channels are counted from 1")
        }
    }

    mutating func run() throws {
        let recordings = try recordings()
        let earlier = try against.map { try EarlierPhones(at: $0) }
        let phonemizer = try phonemizer()
        let listener = try listener()
        let names = PhoneNames(
            listener.phones, PhonemeInventory.of(phonemizer.language) ?? .english)
        let references = try recordings.map {
            try Self.reference($0, names: names, by: phonemizer)
        }
        var scores: [WordScore] = []
        var failure: (any ReportedError)?
        var line = ProgressLine(isQuiet: quiet || json)
        Interruption.shared.onRequest(within: nil) {}
        defer { Interruption.shared.workEnded() }
        for (number, recording) in recordings.enumerated() {
            guard !Interruption.shared.wasRequested else { throw EngineError.cancelled }
            line.show { _ in "recording \(number + 1) of \(recordings.count)" }
            do {
                let audio = try AudioReader.read(
                    path: recording.path, channels: channel.map { .only($0 - 1) } ?? .mixed,
                    limit: PhoneListener.limit)
                let heard = try listener.phones(in: audio).map { names.name(of: $0) }
                scores.append(
                    try WordScore(
                        name: recording.path, reference: references[number], heard: heard))
            } catch let error as EvaluationError {
                Console.report("\(recording.path): \(error)")
                failure = failure ?? error
            } catch let error as any ReportedError {
                Console.report(error.description)
                failure = failure ?? error
            }
        }
        line.clear()
        let evaluation = WordEvaluation(scores, seed: seed)
        let result = PhoneResult(
            evaluation, by: recognizer, language: phonemizer.language.tag, seed: seed,
            comparison: earlier?.comparison(with: scores, seed: seed))
        if json {
            try Console.print(JSONOutput.text(result))
        } else {
            for line in result.lines { try Console.print(line) }
        }
        // All that can be judged is; what can't be was told.
        if let failure { throw ExitCode(failure.exitStatus) }
    }

    private func recordings() throws -> [ToldRecording] {
        if let text { return [ToldRecording(path: files[0], text: text)] }
        if let texts { return try ToldRecording.told(files, by: texts) }
        return try ToldRecording.found(in: files)
    }

    private func phonemizer() throws -> any Phonemizer {
        var installed = InstalledPhonemizers()
        guard let language = Language(language),
            let phonemizer = try installed.phonemizer(for: language)
        else {
            throw EngineError.invalid(
                field: "--language", value: language,
                expected: InstalledPhonemizers.languages.joined(separator: ", "))
        }
        return phonemizer
    }

    private func listener() throws -> PhoneListener {
        let weights = try WeightStore(at: recognizer)
        let trained: TrainedPhoneRecognizer
        do throws(PhoneRecognizerError) {
            trained = try TrainedPhoneRecognizer(weights)
        } catch {
            throw EngineError.unreadable(path: recognizer, reason: error.description)
        }
        return try PhoneListener(trained, executor: executor, ExecutionOptions(threads: 1))
    }

    /// What is said in a recording, in phones.
    private static func reference(
        _ recording: ToldRecording, names: PhoneNames, by phonemizer: any Phonemizer
    ) throws(WordScoringError) -> [String] {
        let phones: [String]
        do throws(TextError) {
            phones = try names.phones(of: recording.text, by: phonemizer)
        } catch {
            throw .text(name: recording.path, error: error)
        }
        guard !phones.isEmpty else { throw .emptyReference(name: recording.path) }
        return phones
    }
}
