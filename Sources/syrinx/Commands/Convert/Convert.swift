import ArgumentParser
import AudioFile
import AudioSignal
import ModelBlocks
import SpeechEngine
import SpeechModel
import SpeechSchedule
import TensorRuntime
import VoiceConversion

/// `syrinx convert`: what somebody says, in somebody else's voice.
struct Convert: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Say a recording in another voice: words, melody and pauses stay.")

    @Argument(help: ArgumentHelp("The recording; - means standard input.", valueName: "in"))
    var input: String

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "File to write, such as out.wav or out.flac; - means standard output.",
            valueName: "file"))
    var output: String

    @Option(
        help: ArgumentHelp(
            "Who is to speak: a recording of some seconds of their voice.", valueName: "file"))
    var to: String

    @Option(help: ArgumentHelp("The converter's weights, as trained.", valueName: "file"))
    var model: String

    @Option(
        help: ArgumentHelp(
            "Moves the pitch beyond the target's usual one, in semitones.", valueName: "n"))
    var pitch = 0.0

    @Option(help: ArgumentHelp("Frames of 20 ms that are made at a time.", valueName: "n"))
    var frames = 16

    @OptionGroup var executor: ExecutorOptions

    @Flag(help: "Print what came of it as JSON.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    func validate() throws {
        guard (-24...24).contains(pitch) else {
            throw ValidationError("--pitch \(pitch): -24 to 24 semitones")
        }
        guard (1...500).contains(frames) else {
            throw ValidationError("--frames \(frames): 1 to 500")
        }
    }

    private struct Result: Encodable {
        let output: String
        let executor: String
        let audioSeconds: Double
        let conversionSeconds: Double
        let loadSeconds: Double
        let clippedSamples: Int
        let replacedSamples: Int
        let peakRssBytes: Int
    }

    mutating func run() throws {
        let start = ContinuousClock.now
        let choice = try executor.choice(for: "streamvc")
        let weights = try WeightStore(at: model)
        let converter: LoadedConverter
        let stream: ConversionStream
        do {
            converter = try LoadedConverter(weights, executor: choice.executor, choice.options)
            var settings = ConversionSettings()
            settings.pitchShift = pitch
            settings.framesPerStep = frames
            stream = try converter.stream(
                to: Self.voice(of: to, by: converter), settings)
        } catch let error as ConversionError {
            throw Self.reported(error, model: model)
        }
        let loaded = ContinuousClock.now
        var line = ProgressLine(isQuiet: quiet || json)
        Interruption.shared.onRequest(within: nil) {}
        defer { Interruption.shared.workEnded() }
        let copy: ConvertedFile
        do throws(AudioFileError) {
            copy = try ConvertedFile(of: input, to: output, by: stream)
        } catch {
            throw EngineError.audio(error)
        }
        do throws(ConvertedFile.Failure) {
            while try copy.advance() {
                line.show { _ in "audio \(ProgressLine.clock(copy.duration / .seconds(1)))" }
                if Interruption.shared.wasRequested { break }
            }
            line.clear()
        } catch {
            line.clear()
            switch error {
            case .audio(let error): throw EngineError.audio(error)
            case .conversion(let error): throw Self.reported(error, model: model)
            }
        }
        guard !Interruption.shared.wasRequested else { throw EngineError.cancelled }
        let end = ContinuousClock.now
        let result = Result(
            output: output, executor: converter.executor,
            audioSeconds: copy.duration / .seconds(1),
            conversionSeconds: (end - loaded) / .seconds(1),
            loadSeconds: (loaded - start) / .seconds(1), clippedSamples: copy.clipped,
            replacedSamples: copy.replaced, peakRssBytes: ProcessMemory.peak() ?? 0)
        // The sound may be on standard output itself.
        guard output != "-" else { return }
        if json { return try Console.print(JSONOutput.text(result)) }
        guard !quiet else { return }
        let factor = result.conversionSeconds / max(result.audioSeconds, 1e-9)
        try Console.print(
            "\(ProgressLine.clock(result.audioSeconds)) by \(result.executor), RTF "
                + "\((factor * 1000).rounded() / 1000): \(output)")
    }
}

extension Convert {
    /// Who speaks in a recording.
    private static func voice(
        of path: String, by converter: LoadedConverter
    ) throws -> TargetVoice {
        let analysis = try converter.analysis()
        var blocks: [[Float]] = []
        do throws(AudioFileError) {
            let reader = try AudioReader(path: path)
            let rate = SampleRate(ConversionModel.rate)
            let resampler = Resampler(from: reader.rate, to: rate)
            var left = Self.longestTarget * rate.hertz
            while left > 0, let block = try reader.read() {
                let samples = resampler.process(block.samples)
                blocks.append(samples)
                left -= samples.count
            }
            blocks.append(resampler.finish())
        } catch {
            throw EngineError.audio(error)
        }
        for block in blocks { try analysis.process(block) }
        guard let found = try analysis.finish() else {
            throw EngineError.unreadable(
                path: path, reason: "nobody speaks in it; give some seconds of a voice")
        }
        return found
    }

    /// Seconds of a target's recording that are listened to.
    private static let longestTarget = 600

    /// The error as it is told: with the file, where that is to blame.
    static func reported(_ error: ConversionError, model: String) -> any Error {
        switch error {
        case .execution(let error), .state(.execution(let error)): error
        case .state(let error): EngineError.synthesis(.failed(error.description))
        case .melody, .missing, .wrongTensor, .wrongMetadata, .graph:
            EngineError.unreadable(path: model, reason: error.description)
        }
    }
}
