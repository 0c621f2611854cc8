public import AudioSignal

/// Writes a file at a set level, in two passes: the first measures the audio while it
/// is made and keeps it on disk, the second sets the level and encodes.
///
/// It is used like the ``AudioWriter`` that it writes to; all encoding happens in
/// ``finish(isCancelled:)``. Memory is constant over any length.
public final class NormalizingWriter {
    /// The gain that was applied; known after ``finish(isCancelled:)``.
    public private(set) var gain = Gain.unity

    private let writer: AudioWriter
    private let scratch: ScratchAudio
    private var measurement: LevelMeasurement

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
        measurement = LevelMeasurement(for: normalization, rate: writer.rate)
        scratch = try ScratchAudio(in: scratchFolder)
    }

    deinit { writer.abandon() }

    /// Keeps the next audio.
    ///
    /// - Precondition: `audio` has the writer's rate.
    public func write(_ audio: AudioBuffer) throws(AudioFileError) {
        precondition(audio.rate == writer.rate, "audio of \(audio.rate) for \(writer.rate)")
        measurement.process(audio.samples)
        try scratch.append(audio.samples)
    }

    /// Sets the level and completes the file.
    ///
    /// - Parameter isCancelled: Asked now and then; true ends the file early, playable.
    public func finish(isCancelled: () -> Bool = { false }) throws(AudioFileError) {
        var change = measurement.change
        gain = change.gain
        try scratch.forEachBlock { (block) throws(AudioFileError) in
            if isCancelled() { return }
            try writer.write(samples: change.process(block))
        }
        try writer.write(samples: change.finish())
        try writer.finish()
    }

    /// Gives the file up.
    public func abandon() { writer.abandon() }
}
