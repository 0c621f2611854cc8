import AudioFile
import AudioSignal
import ConversionEngine
import ModelBlocks
import SpeechEngine
import SpeechSchedule
import VoiceConversion

/// What came of a file.
private struct ConvertResult: Encodable {
    let output: String
    let executor: String
    let audioSeconds: Double
    let conversionSeconds: Double
    let loadSeconds: Double
    let clippedSamples: Int
    let replacedSamples: Int
    let peakRssBytes: Int
}

extension Convert {
    /// A whole file.
    func copy(
        _ input: String, to output: String, through converter: LoadedConverter,
        as voice: TargetVoice, _ loadSeconds: Double
    ) throws {
        let start = ContinuousClock.now
        var settings = ConversionSettings()
        settings.pitchShift = pitch
        settings.framesPerStep = frames
        var line = ProgressLine(isQuiet: quiet || json)
        Interruption.shared.onRequest(within: nil) {}
        defer { Interruption.shared.workEnded() }
        let (recording, writer): (ConvertedRecording, AudioWriter)
        do {
            recording = try ConvertedRecording(of: AudioReader(path: input)) {
                speaker throws(ConversionError) in
                settings.speaker = speaker
                return try converter.stream(to: voice, settings)
            }
            writer = try AudioWriter(path: output, rate: SampleRate(ConversionModel.rate))
            while let samples = try recording.next() {
                try writer.write(samples: samples)
                line.show { _ in "audio \(ProgressLine.clock(writer.duration / .seconds(1)))" }
                if Interruption.shared.wasRequested { break }
            }
            if !Interruption.shared.wasRequested { try writer.finish() }
            line.clear()
        } catch {
            line.clear()
            switch error {
            case let error as AudioFileError: throw EngineError.audio(error)
            case ConvertedRecording.Failure.audio(let error): throw EngineError.audio(error)
            case ConvertedRecording.Failure.conversion(let error): throw error
            default: throw error
            }
        }
        guard !Interruption.shared.wasRequested else { throw EngineError.cancelled }
        let result = ConvertResult(
            output: output, executor: converter.executor,
            audioSeconds: writer.duration / .seconds(1),
            conversionSeconds: (ContinuousClock.now - start) / .seconds(1),
            loadSeconds: loadSeconds, clippedSamples: writer.clipped,
            replacedSamples: recording.replaced, peakRssBytes: ProcessMemory.peak() ?? 0)
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
