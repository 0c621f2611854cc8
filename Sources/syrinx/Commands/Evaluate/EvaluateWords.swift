import ArgumentParser
import AudioFile
import AudioSignal
import Glibc
import SpeechEngine
import SpeechEvaluation
import SpeechRecognition

/// `syrinx evaluate words`: how much of recordings a recogniser understands.
struct EvaluateWords: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "words",
        abstract: "Word error rate of recordings, by a recogniser.",
        discussion: """
            PocketSphinx with its general English model writes down what it hears (packages \
            pocketsphinx and pocketsphinx-en-us). It is not a person: its rates are for comparing \
            recordings with each other. The interval is what chance in the choice of recordings \
            leaves open, 95 % of 1000 draws. Recordings are WAV, FLAC, Opus in Ogg or MP3 of at \
            most half an hour.

            Texts of several recordings come from a file with NAME, a tab and the text on each \
            line; LibriSpeech's *.trans.txt and LJSpeech's metadata.csv are read too. NAME is a \
            recording's path, its file name, or that without extension.
            """)

    @Argument(help: ArgumentHelp("Recordings; - means standard input.", valueName: "file"))
    var files: [String]

    @Option(help: ArgumentHelp("What is said in the one recording.", valueName: "text"))
    var text: String?

    @Option(help: ArgumentHelp("What is said in each recording, one a line.", valueName: "file"))
    var texts: String?

    @Option(help: ArgumentHelp("Only this channel, from 1; otherwise their mean.", valueName: "n"))
    var channel: Int?

    @Option(
        help: ArgumentHelp(
            "Folder with the recogniser's en-us, en-us.lm.bin and cmudict-en-us.dict.",
            valueName: "folder"))
    var model = PocketSphinx.defaultModel

    @Option(
        help: ArgumentHelp(
            "How many recordings are recognised at once; as many as cores by default.",
            valueName: "n"))
    var jobs: Int?

    @Option(help: ArgumentHelp("Seed of the interval's draws.", valueName: "n"))
    var seed: UInt64 = 1

    @Flag(help: "Print JSON, with all texts and edits.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    /// The largest file of texts, in bytes.
    private static let mostTextBytes = 64 << 20

    mutating func validate() throws {
        guard (text == nil) != (texts == nil) else {
            throw ValidationError("give what is said: either --text TEXT or --texts FILE")
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
        if let jobs, !(1...256).contains(jobs) {
            throw ValidationError("--jobs \(jobs): from 1 to 256")
        }
    }

    mutating func run() async throws {
        let recognizer = try PocketSphinx(model: model)
        let references = try references()
        let (files, channels) = (files, channel.map { ChannelChoice.only($0 - 1) } ?? .mixed)
        let jobs = jobs ?? max(1, sysconf(Int32(_SC_NPROCESSORS_ONLN)))
        let showsProgress = !quiet && !json
        let work = Task {
            var line = ProgressLine(isQuiet: !showsProgress)
            let heard = await WordEvaluation.hypotheses(
                count: files.count, jobs: jobs, by: recognizer,
                audio: { index in
                    let reader = try AudioReader(path: files[index], channels: channels)
                    var audio = RecognitionAudio(rate: reader.rate, for: recognizer)
                    while let block = try reader.read() { try audio.append(block.samples) }
                    return try audio.finish()
                },
                progress: { done in line.show { _ in "recording \(done) of \(files.count)" } })
            line.clear()
            return heard
        }
        Interruption.shared.onRequest(within: .seconds(2)) { work.cancel() }
        let heard = await work.value
        Interruption.shared.workEnded()
        if Interruption.shared.wasRequested { throw EngineError.cancelled }

        var scores: [WordScore] = []
        var failure: (any ReportedError)?
        for (index, result) in heard.enumerated() {
            let file = files[index]
            do {
                scores.append(
                    try WordScore(
                        name: file, reference: references[index], hypothesis: result.get()))
            } catch let error as RecognitionError {
                Console.report("\(file): \(error)")
                failure = failure ?? error
            } catch let error as any ReportedError {
                Console.report(error.description)
                failure = failure ?? error
            }
        }
        let result = WordResult(
            WordEvaluation(scores, seed: seed), by: recognizer.name, seed: seed)
        if json {
            try Console.print(JSONOutput.text(result))
        } else {
            for line in result.lines { try Console.print(line) }
        }
        // All that can be judged is; what can't be was told.
        if let failure { throw ExitCode(failure.exitStatus) }
    }

    /// What is said in each recording, all of it known before the recogniser begins.
    private func references() throws -> [[String]] {
        if let text { return [try WordScore.reference(text, of: files[0])] }
        let path = texts ?? ""
        let bytes: [UInt8]
        do { bytes = try FileBytes.read(path, limit: Self.mostTextBytes) } catch {
            throw EngineError.unreadable(path: path, reason: error.reason)
        }
        let transcripts = try Transcripts(bytes, path: path)
        return try files.map { try WordScore.reference(transcripts.text(for: $0), of: $0) }
    }
}
