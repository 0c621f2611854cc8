public import AudioSignal

/// Writes audio in a format, as it is made.
///
/// Memory is constant over any length. ``finish()`` makes the file complete, after
/// however many samples, so an interrupted run leaves a playable file; a writer that
/// is abandoned, fails or goes out of use leaves none.
///
///     let writer = try AudioWriter(path: "speech.opus", rate: SampleRate(24_000))
///     try writer.write(buffer)
///     try writer.finish()
public final class AudioWriter {
    /// The format.
    public let format: AudioFileFormat
    /// The rate of the audio that it is given.
    public let rate: SampleRate
    /// The rate that the file holds.
    public let fileRate: SampleRate
    /// How many samples were given so far.
    public private(set) var sampleCount = 0
    /// How many samples lay beyond full scale and were cut to it.
    public var clipped: Int { encoder.clipped }
    /// How long the audio given so far lasts.
    public var duration: Duration { rate.duration(of: sampleCount) }

    private let sink: any ByteSink
    private let encoder: any AudioEncoder
    private let resampler: Resampler?
    private var state = State.open

    private enum State {
        case open, ended
        case failed(AudioFileError)
    }

    /// Starts a file at a path, or on standard output where the path is `-`.
    ///
    /// - Parameters:
    ///   - format: Nil: told by the path's extension, WAV where that tells nothing.
    ///   - rate: The rate of the audio to be written.
    public convenience init(
        path: String, format: AudioFileFormat? = nil, rate: SampleRate,
        settings: EncodingSettings = EncodingSettings()
    ) throws(AudioFileError) {
        let sink = path == "-" ? DescriptorSink.standardOutput() : try FileSink.open(path)
        try self.init(
            to: sink, format: format ?? AudioFileFormat(path: path) ?? .wav, rate: rate,
            settings: settings)
    }

    /// Starts a file in a sink. Headers are written at once.
    public init(
        to sink: any ByteSink, format: AudioFileFormat, rate: SampleRate,
        settings: EncodingSettings = EncodingSettings()
    ) throws(AudioFileError) {
        self.sink = sink
        self.format = format
        self.rate = rate
        fileRate = format.rate(for: rate)
        resampler = fileRate == rate ? nil : Resampler(from: rate, to: fileRate)
        do throws(AudioFileError) {
            encoder =
                switch format {
                case .wav: try WAVEncoder(to: sink, rate: fileRate, settings: settings)
                case .flac: try FLACEncoder(to: sink, rate: fileRate, settings: settings)
                case .opus: try OpusEncoder(to: sink, rate: fileRate, settings: settings)
                case .mp3: try MP3Encoder(to: sink, rate: fileRate, settings: settings)
                case .aac: try AACEncoder(to: sink, rate: fileRate, settings: settings)
                case .pcm: PCMEncoder(to: sink, settings: settings)
                }
        } catch {
            sink.abandon()
            throw error
        }
    }

    deinit { abandon() }

    /// Writes the next audio.
    ///
    /// After an error the file is gone, and every later call throws the same error.
    ///
    /// - Precondition: `audio` has the writer's ``rate``; the writer was not ended.
    public func write(_ audio: AudioBuffer) throws(AudioFileError) {
        precondition(audio.rate == rate, "audio of \(audio.rate) for a writer of \(rate)")
        try write(samples: audio.samples)
    }

    /// Writes the next samples, at the writer's ``rate``.
    public func write(samples: [Float]) throws(AudioFileError) {
        guard !samples.isEmpty else { return }
        try whileOpen { () throws(AudioFileError) in
            sampleCount += samples.count
            try encoder.encode(resampler?.process(samples) ?? samples)
        }
    }

    /// Completes the file. Does nothing the second time.
    public func finish() throws(AudioFileError) {
        if case .ended = state { return }
        try whileOpen { () throws(AudioFileError) in
            if let rest = resampler?.finish(), !rest.isEmpty { try encoder.encode(rest) }
            try encoder.finish()
            try sink.finish()
        }
        state = .ended
    }

    /// Gives the file up: nothing remains of it where that is possible.
    public func abandon() {
        guard case .open = state else { return }
        state = .ended
        sink.abandon()
    }

    private func whileOpen(_ work: () throws(AudioFileError) -> Void) throws(AudioFileError) {
        switch state {
        case .failed(let error): throw error
        case .ended: preconditionFailure("an ended writer takes no more audio")
        case .open: break
        }
        do throws(AudioFileError) { try work() } catch {
            state = .failed(error)
            sink.abandon()
            throw error
        }
    }
}
