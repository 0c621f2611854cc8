import Glibc
import ModelBlocks
import SpeechEngine
import SpeechSchedule
import VoiceConversion

/// What there was to see of a stream.
struct LiveResult: Encodable {
    let frames: Int
    let computeMilliseconds: [String: Double]
    let algorithmicMilliseconds: Double
    let lateFrames: Int
    let concealedFrames: Int
    let replacedSamples: Int
    let peakRssBytes: Int

    init(_ meters: LiveMeters, _ model: ConversionModel) {
        func milliseconds(_ part: Double) -> Double {
            (meters.compute.percentile(part) * 1e5).rounded() / 100
        }
        frames = meters.frames
        computeMilliseconds = [
            "p50": milliseconds(0.5), "p95": milliseconds(0.95), "p99": milliseconds(0.99),
            "max": (meters.compute.longest * 1e5).rounded() / 100,
        ]
        algorithmicMilliseconds = (model.algorithmicLatency * 1000).rounded()
        lateFrames = meters.late
        concealedFrames = meters.concealed
        replacedSamples = meters.replaced
        peakRssBytes = ProcessMemory.peak() ?? 0
    }
}

extension Convert {
    /// Raw samples from standard input, frame by frame, to standard output.
    func stream(through converter: LoadedConverter, as voice: TargetVoice) throws {
        guard isatty(STDOUT_FILENO) == 0 else {
            throw EngineError.invalid(
                field: "--stdout", value: "a terminal", expected: "a pipe or a file behind it")
        }
        var settings = LiveSettings(voice: voice)
        settings.pitchShift = pitch
        settings.gate = gate
        let conversion = try LiveConversion(converter, settings)
        // Whoever waits in a system call is not to be waited for.
        Interruption.shared.onRequest(within: .seconds(1)) {}
        defer { Interruption.shared.workEnded() }
        var pipes = RawPipes()
        while let frame = try pipes.frame(of: LiveConversion.frameLength) {
            let start = ContinuousClock.now
            let made = try conversion.process(frame)
            conversion.count((ContinuousClock.now - start) / .seconds(1))
            try pipes.write(made)
            if Interruption.shared.wasRequested { break }
        }
        // What is still to come of what was said.
        try pipes.write(
            conversion.process(
                [Float](
                    repeating: 0,
                    count: converter.model.lookAhead * LiveConversion.frameLength)))
        let result = LiveResult(conversion.meters, converter.model)
        if json { return Console.printError(try JSONOutput.text(result)) }
        guard !quiet else { return }
        let times = result.computeMilliseconds
        Console.report(
            "\(result.frames) frames, \(times["p50"] ?? 0) ms each (95 %: \(times["p95"] ?? 0), "
                + "99 %: \(times["p99"] ?? 0)), \(result.algorithmicMilliseconds) ms late by "
                + "the model")
    }
}
