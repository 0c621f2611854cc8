public import AudioFile
internal import AudioSignal
internal import ModelBlocks
internal import SpeechEngine
public import VoiceConversion
public import VoiceLibrary

/// A recording of who is to speak, listened to by a converter.
public struct TargetClip: Sendable {
    /// Who speaks.
    public let voice: TargetVoice
    /// What the recording is like.
    public let quality: ClipQuality
    /// Its samples'.
    public let hash: ContentHash

    /// Listens to a recording, its first ten minutes at the most.
    ///
    /// - Throws: `EngineError.audio`, `ConversionError`, or
    ///   `VoiceLibraryError.unusableClip(problems:)`.
    public init(_ reader: AudioReader, by converter: LoadedConverter) throws {
        let analysis = try converter.analysis()
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

    /// Listens to a file.
    public init(at path: String, by converter: LoadedConverter) throws {
        let reader: AudioReader
        do throws(AudioFileError) { reader = try AudioReader(path: path) } catch {
            throw EngineError.audio(error)
        }
        try self.init(reader, by: converter)
    }

    private static func block(of reader: AudioReader) throws(EngineError) -> AudioBuffer? {
        do throws(AudioFileError) { return try reader.read() } catch { throw .audio(error) }
    }
}
