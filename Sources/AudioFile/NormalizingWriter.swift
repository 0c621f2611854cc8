public import AudioSignal

/// To what level a whole file is brought.
public enum Normalization: Sendable, Equatable {
    /// A loudness, with a limit on the true peak.
    case loudness(LoudnessTarget)
    /// A peak of samples, in dB of full scale.
    case peak(Double)
}

/// Writes a file at a set level, in two passes: the first measures the audio while it
/// is made and keeps it on disk, the second sets the level and encodes.
///
/// It is used like the ``AudioWriter`` that it writes to; all encoding happens in
/// ``finish(isCancelled:)``. Memory is constant over any length.
public final class NormalizingWriter {
    /// The gain that was applied; known after ``finish(isCancelled:)``.
    public private(set) var gain = Gain.unity

    private let writer: AudioWriter
    private let normalization: Normalization
    private let scratch: ScratchAudio
    private let meter: LoudnessMeter
    private var peak: Float = 0

    /// Starts a file.
    ///
    /// - Parameters:
    ///   - writer: A fresh writer, which this one ends.
    ///   - scratchFolder: Where the audio waits; best on the disk that takes the file.
    ///     `/tmp` is memory on many machines.
    public init(
        _ writer: AudioWriter, to normalization: Normalization, scratchFolder: String = "/var/tmp"
    ) throws(AudioFileError) {
        self.writer = writer
        self.normalization = normalization
        meter = LoudnessMeter(rate: writer.rate)
        scratch = try ScratchAudio(in: scratchFolder)
    }

    deinit { writer.abandon() }

    /// Keeps the next audio.
    ///
    /// - Precondition: `audio` has the writer's rate.
    public func write(_ audio: AudioBuffer) throws(AudioFileError) {
        precondition(audio.rate == writer.rate, "audio of \(audio.rate) for \(writer.rate)")
        if case .loudness = normalization { meter.process(audio.samples) }
        peak = max(peak, audio.peak)
        try scratch.append(audio.samples)
    }

    /// Sets the level and completes the file.
    ///
    /// - Parameter isCancelled: Asked now and then; true ends the file early, playable.
    public func finish(isCancelled: () -> Bool = { false }) throws(AudioFileError) {
        var limiter: TruePeakLimiter?
        switch normalization {
        case .loudness(let target):
            gain = target.gain(forMeasured: meter.integrated)
            limiter = TruePeakLimiter(rate: writer.rate, ceiling: target.ceiling)
        case .peak(let level):
            gain = .normalizing(peak: peak, to: level)
        }
        try scratch.forEachBlock { (block) throws(AudioFileError) in
            if isCancelled() { return }
            var block = block
            gain.apply(to: &block)
            if limiter != nil { block = limiter?.process(block) ?? [] }
            try writer.write(samples: block)
        }
        if let rest = limiter?.finish() { try writer.write(samples: rest) }
        try writer.finish()
    }

    /// Gives the file up.
    public func abandon() { writer.abandon() }
}
