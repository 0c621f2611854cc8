import AudioFile
import AudioSignal
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
        let copy: ConvertedFile
        do throws(ConvertedFile.Failure) {
            copy = try ConvertedFile(of: input, to: output) {
                speaker throws(ConversionError) in
                settings.speaker = speaker
                return try converter.stream(to: voice, settings)
            }
            while try copy.advance() {
                line.show { _ in "audio \(ProgressLine.clock(copy.duration / .seconds(1)))" }
                if Interruption.shared.wasRequested { break }
            }
            line.clear()
        } catch {
            line.clear()
            switch error {
            case .audio(let error): throw EngineError.audio(error)
            case .conversion(let error): throw error
            }
        }
        guard !Interruption.shared.wasRequested else { throw EngineError.cancelled }
        let result = ConvertResult(
            output: output, executor: converter.executor,
            audioSeconds: copy.duration / .seconds(1),
            conversionSeconds: (ContinuousClock.now - start) / .seconds(1),
            loadSeconds: loadSeconds, clippedSamples: copy.clipped,
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
