import Glibc
import ModelBlocks
import SpeechEngine
import VoiceConversion

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
        Console.report(result.words)
    }
}
