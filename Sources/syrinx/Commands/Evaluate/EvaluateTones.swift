import ArgumentParser
import AudioFeatures
import AudioFile
import AudioSignal
import SpeechEngine
import SpeechEvaluation

/// `syrinx evaluate tones`: Mandarin's tones, recognised by the melody of syllables.
struct EvaluateTones: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tones",
        abstract: "Tones of Mandarin syllables said alone, recognised by their melody (F0).",
        discussion: """
            Names tell the tone: ma3.wav, cmn-lv4.opus; those without a tone from 1 to 4 are left \
            out. Of the speaker in --train every other syllable, in all tones, is learnt from and \
            the others are judged. Then each folder is judged as another speaker, whose melodies \
            are measured from the median of the folder's own pitch, so give all tones in equal \
            numbers; the ratio is that of the share recognised to that of the recordings that \
            weren't learnt from. Intervals are what chance in the choice of syllables leaves open, \
            95 %. Recordings are WAV, FLAC, Opus in Ogg or MP3 of at most ten seconds.
            """)

    @Argument(help: ArgumentHelp("Folders to judge, a speaker each.", valueName: "folder"))
    var folders: [String] = []

    @Option(
        help: ArgumentHelp("Recordings of one speaker to learn from.", valueName: "folder"))
    var train: String

    @Option(help: ArgumentHelp("The lowest pitch that a voice may have.", valueName: "hertz"))
    var lowest = 50.0

    @Option(help: ArgumentHelp("The highest pitch that a voice may have.", valueName: "hertz"))
    var highest = 600.0

    @Flag(help: "Print JSON, with what was taken for what.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    /// From frame to frame, in seconds.
    private static let hop = 0.01
    /// The longest recording.
    private static let limit = Duration.seconds(10)
    private static let extensions: Set<String> = ["wav", "flac", "opus", "ogg", "mp3"]

    mutating func run() throws {
        Interruption.shared.onRequest(within: nil) {}
        defer { Interruption.shared.workEnded() }
        var failure: (any ReportedError)?
        let people = try speaker(train, &failure)
        let (learnt, heldOut) = ToneRecognizer.halves(people.recordings)
        guard
            let recognizer = ToneRecognizer(
                learnt, hopSeconds: Self.hop, median: people.median)
        else {
            throw EngineError.invalid(
                field: "--train", value: train,
                expected: "recordings of many syllables in each of the tones 1 to 4")
        }
        let reference = recognizer.evaluation(of: heldOut, median: people.median)
        var speakers = [ToneResult.Speaker(train, reference, isLearnt: true, reference: reference)]
        for folder in folders {
            let judged = try speaker(folder, &failure)
            speakers.append(
                ToneResult.Speaker(
                    folder, recognizer.evaluation(of: judged.recordings, median: judged.median),
                    isLearnt: false, reference: reference))
        }
        let result = ToneResult(learnt: learnt.count, speakers: speakers)
        if json {
            try Console.print(JSONOutput.text(result))
        } else {
            for line in result.lines { try Console.print(line) }
        }
        // All that can be judged is; what can't be was told.
        if let failure { throw ExitCode(failure.exitStatus) }
    }

    /// A folder's recordings and the median of their pitch.
    ///
    /// - Parameter failure: Becomes why the first one that can't be read can't be.
    private func speaker(
        _ folder: String, _ failure: inout (any ReportedError)?
    ) throws -> (recordings: [ToneRecognizer.Recording], median: Double) {
        let files = try Folder.files(in: folder, extensions: Self.extensions)
        var recordings: [ToneRecognizer.Recording] = []
        var line = ProgressLine(isQuiet: quiet || json)
        defer { line.clear() }
        for (number, file) in files.enumerated() {
            guard !Interruption.shared.wasRequested else { throw EngineError.cancelled }
            guard let syllable = NamedSyllable(fileName: file) else { continue }
            line.show { _ in "\(folder): recording \(number + 1) of \(files.count)" }
            let path = folder.appendingPath(file)
            do {
                recordings.append(ToneRecognizer.Recording(syllable, try track(path)))
            } catch let error as AudioFeatureError {
                Console.report("\(path): \(error)")
                failure = failure ?? error
            } catch let error as AudioFileError {
                Console.report(error.description)
                failure = failure ?? error
            }
        }
        guard let median = ToneRecognizer.median(of: recordings) else {
            throw EngineError.unreadable(
                path: folder,
                reason: "it has no recording with a voice and a tone from 1 to 4 behind its name, "
                    + "such as ma3.wav")
        }
        return (recordings, median)
    }

    private func track(_ path: String) throws -> PitchTrack {
        let audio = try AudioReader.read(path: path, channels: .mixed, limit: Self.limit)
        let samples = max(1, Int((Self.hop * Double(audio.rate.hertz)).rounded()))
        let tracker = try PitchTracker(
            PitchRecipe(
                rate: audio.rate, grid: .centred(hop: samples), lowest: lowest, highest: highest))
        do throws(AudioFeatureError) {
            return try tracker.track(audio)
        } catch {
            // Too short for a period has no voice.
            guard case .tooShort = error else { throw error }
            return PitchTrack(frequencies: [], voicing: [], levels: [])
        }
    }
}
