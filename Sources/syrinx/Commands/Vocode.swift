import ArgumentParser
import AudioFeatures
import AudioFile
import AudioSignal
import ModelBlocks
import SpeechEngine
import SpeechModel
import SpeechSchedule
import TensorRuntime
import Vocoding

/// `syrinx vocode`: a recording through its mel spectrum and a vocoder, to hear what it can do.
struct Vocode: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make a recording anew from its mel spectrum, by a vocoder.")

    @Argument(help: ArgumentHelp("The recording; - means standard input.", valueName: "in"))
    var input: String

    @Option(
        name: [.short, .customLong("output")],
        help: ArgumentHelp(
            "File to write, such as out.wav or out.flac; - means standard output.",
            valueName: "file"))
    var output: String

    @Option(help: ArgumentHelp("The vocoder's weights, as trained.", valueName: "file"))
    var model: String

    @Option(
        help: ArgumentHelp(
            "Samples per second; usual are those that the vocoder was trained at, more need "
                + "weights with a high band.", valueName: "hz"))
    var rate: Int?

    @OptionGroup var executor: ExecutorOptions

    @Flag(help: "Print what came of it as JSON.")
    var json = false

    @Flag(help: "No progress.")
    var quiet = false

    private struct Result: Encodable {
        let output: String
        let executor: String
        let audioSeconds: Double
        let synthesisSeconds: Double
        let loadSeconds: Double
        let clippedSamples: Int
        let peakRssBytes: Int
    }

    mutating func run() throws {
        let start = ContinuousClock.now
        let (trained, vocoder) = try load()
        let loaded = ContinuousClock.now
        var line = ProgressLine(isQuiet: quiet || json)
        Interruption.shared.onRequest(within: nil) {}
        defer { Interruption.shared.workEnded() }
        let copy: VocodedCopy
        do throws(VocodedCopy.Failure) {
            copy = try VocodedCopy(of: input, to: output, by: trained, on: vocoder)
            while try copy.advance() {
                line.show { _ in "audio \(ProgressLine.clock(copy.duration / .seconds(1)))" }
                guard !Interruption.shared.wasRequested else { throw .cancelled }
            }
            line.clear()
        } catch {
            line.clear()
            throw Self.reported(error, model: model)
        }
        let end = ContinuousClock.now
        let result = Result(
            output: output, executor: vocoder.executor, audioSeconds: copy.duration / .seconds(1),
            synthesisSeconds: (end - loaded) / .seconds(1),
            loadSeconds: (loaded - start) / .seconds(1), clippedSamples: copy.clipped,
            peakRssBytes: ProcessMemory.peak() ?? 0)
        // The sound may be on standard output itself.
        guard output != "-" else { return }
        if json { return try Console.print(JSONOutput.text(result)) }
        guard !quiet else { return }
        let factor = result.synthesisSeconds / max(result.audioSeconds, 1e-9)
        try Console.print(
            "\(ProgressLine.clock(result.audioSeconds)) by \(result.executor), RTF "
                + "\((factor * 1000).rounded() / 1000): \(output)")
    }
}

extension Vocode {
    private func load() throws -> (TrainedVocoder, LoadedVocoder) {
        let choice = try executor.choice(for: Folder.stem(of: model))
        let weights = try WeightStore(at: model)
        do throws(VocoderError) {
            let trained = try TrainedVocoder(weights)
            let loaded = try LoadedVocoder(
                trained, rate: rate, executor: choice.executor, choice.options)
            return (trained, loaded)
        } catch {
            throw Self.reported(error, model: model)
        }
    }

    /// The error as it is told: with the file, where that is to blame.
    private static func reported(_ error: VocoderError, model: String) -> any Error {
        switch error {
        case .execution(let error), .state(.execution(let error)): error
        case .state(let error): EngineError.synthesis(.failed(error.description))
        case .noSuchRate(let rate, let offered):
            EngineError.invalid(
                field: "--rate", value: "\(rate)",
                expected: offered.map(String.init).joined(separator: " or "))
        case .missing, .wrongTensor, .wrongMetadata, .transform, .graph:
            EngineError.unreadable(path: model, reason: error.description)
        }
    }

    /// The same for what goes wrong on the way.
    private static func reported(_ failure: VocodedCopy.Failure, model: String) -> any Error {
        switch failure {
        case .audio(let error): EngineError.audio(error)
        case .vocoder(let error): reported(error, model: model)
        case .features(let error):
            EngineError.unreadable(path: model, reason: "its spectrum can't be made: \(error)")
        case .tooLong(let most):
            EngineError.invalid(
                field: "in", value: "a recording longer than \(most)",
                expected: "a shorter one; this vocoder's pitch is tracked over all of it")
        case .cancelled: EngineError.cancelled
        }
    }
}
