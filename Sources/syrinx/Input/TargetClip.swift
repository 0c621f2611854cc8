import AudioFile
import AudioSignal
import ModelBlocks
import SpeechEngine
import VoiceConversion
import VoiceLibrary

/// A recording of who is to speak, listened to by a converter.
struct TargetClip {
    let voice: TargetVoice
    let quality: ClipQuality
    let hash: ContentHash

    /// Listens to a recording, its first ten minutes at the most.
    ///
    /// - Throws: What the file, the converter or `VoiceLibraryError.unusableClip(problems:)` say.
    init(at path: String, by converter: LoadedConverter) throws {
        let analysis = try converter.analysis()
        let reader: AudioReader
        do throws(AudioFileError) { reader = try AudioReader(path: path) } catch {
            throw EngineError.audio(error)
        }
        var intake = ClipIntake(rate: reader.rate)
        let resampler = Resampler(from: reader.rate, to: SampleRate(ConversionModel.rate))
        while let block = try Self.block(of: reader) {
            let used = resampler.process(intake.process(block.samples))
            intake.listen(used)
            try analysis.process(used)
        }
        let rest = resampler.finish()
        intake.listen(rest)
        try analysis.process(rest)
        quality = intake.quality
        hash = intake.hash
        guard quality.isUsable, let voice = try analysis.finish() else {
            throw VoiceLibraryError.unusableClip(
                problems: quality.isUsable ? [.silent] : quality.problems)
        }
        self.voice = voice
    }

    /// What is worth knowing of the clip is told on standard error.
    func warn(_ name: String) {
        for problem in quality.problems { Console.report("\(name): \(problem)") }
    }

    private static func block(of reader: AudioReader) throws(EngineError) -> AudioBuffer? {
        do throws(AudioFileError) { return try reader.read() } catch { throw .audio(error) }
    }
}
