public import AudioSignal

/// Reads a recording, as it is asked for: WAV, FLAC (in Ogg too), Opus in Ogg, MP3.
///
/// The format is told by the content, not by the name. Channels become one. Memory is constant
/// over any length: a block and what the format's library keeps.
///
///     let reader = try AudioReader(path: "interview.flac")
///     while let block = try reader.read() { … }
public final class AudioReader {
    /// What messages call the recording: its path.
    public let name: String
    /// The format found. FLAC in Ogg counts as FLAC.
    public let format: AudioFileFormat
    /// The rate of the samples; 48 kHz for Opus.
    public let rate: SampleRate
    /// How many channels the recording has; those of its beginning, where an Ogg file's change.
    public let channelCount: Int
    /// How many samples there will be, where the file tells it; it may be wrong.
    public let sampleCount: Int?
    /// What becomes of the channels.
    public let channels: ChannelChoice
    /// How many samples were given so far.
    public private(set) var position = 0

    private let decoder: any AudioDecoder
    /// Samples decoded and not yet given.
    private var pending: [Float] = []
    private var taken = 0
    private var isAtEnd = false
    private var failure: AudioFileError?

    /// Opens a file; `-` means standard input. Headers are read at once.
    public convenience init(
        path: String, channels: ChannelChoice = .mixed
    ) throws(AudioFileError) {
        try self.init(from: DescriptorSource(path: path), channels: channels)
    }

    /// Reads from a source. Headers are read at once.
    public init(
        from source: any ByteSource, channels: ChannelChoice = .mixed
    ) throws(AudioFileError) {
        let input = ByteInput(source)
        name = source.name
        self.channels = channels
        switch try Signature(input) {
        case .wav:
            format = .wav
            decoder = try WAVDecoder(input)
        case .flac:
            format = .flac
            decoder = try LibraryDecoder(.flac, input)
        case .oggFLAC:
            format = .flac
            decoder = try LibraryDecoder(.oggFLAC, input)
        case .opus:
            format = .opus
            decoder = try LibraryDecoder(.opus, input)
        case .mp3:
            format = .mp3
            decoder = try LibraryDecoder(.mp3, input)
        }
        rate = decoder.rate
        channelCount = decoder.channelCount
        sampleCount = decoder.frameCount
        if case .only(let index) = channels, !(0..<channelCount).contains(index) {
            throw .noChannel(path: name, channel: index + 1, count: channelCount)
        }
    }

    /// The next samples: as many as asked for, fewer only at the end, nil behind it.
    ///
    /// After an error every later call throws the same.
    ///
    /// - Parameter most: At least 1.
    public func read(most: Int = 1 << 14) throws(AudioFileError) -> AudioBuffer? {
        precondition(most > 0, "a block has at least one sample")
        if let failure { throw failure }
        do throws(AudioFileError) {
            while pending.count - taken < most, !isAtEnd { try decode() }
        } catch {
            failure = error
            throw error
        }
        let count = min(most, pending.count - taken)
        guard count > 0 else { return nil }
        let samples = [Float](pending[taken..<taken + count])
        taken += count
        position += count
        return AudioBuffer(rate: rate, samples: samples)
    }

    /// Appends what the decoder has next.
    private func decode() throws(AudioFileError) {
        guard let block = try decoder.next() else {
            isAtEnd = true
            return
        }
        guard let samples = block.mono(channels) else {
            guard case .only(let index) = channels else { return }
            throw .noChannel(path: name, channel: index + 1, count: block.channelCount)
        }
        // A product with 0 is 0 but for what is no finite number.
        guard samples.reduce(0, { $0 + $1 * 0 }) == 0 else {
            let time = rate.duration(of: position + pending.count - taken)
            throw .damaged(path: name, reason: "samples near \(time) are no finite numbers")
        }
        if taken == pending.count {
            pending = samples
        } else {
            pending.removeFirst(taken)
            pending += samples
        }
        taken = 0
    }
}

extension AudioReader {
    /// Reads a whole recording into memory.
    ///
    /// - Parameter limit: How long it may be; one that is longer is refused.
    public static func read(
        path: String, channels: ChannelChoice = .mixed, limit: Duration
    ) throws(AudioFileError) -> AudioBuffer {
        try AudioReader(path: path, channels: channels).readAll(limit: limit)
    }

    /// Reads what is left into memory.
    ///
    /// - Parameter limit: How long it may be; more is refused.
    public func readAll(limit: Duration) throws(AudioFileError) -> AudioBuffer {
        let most = rate.samples(in: limit)
        if let sampleCount, sampleCount - position > most {
            throw .tooLong(path: name, limit: limit)
        }
        var audio = AudioBuffer(rate: rate)
        while let block = try read() {
            guard audio.samples.count + block.samples.count <= most else {
                throw .tooLong(path: name, limit: limit)
            }
            audio.samples += block.samples
        }
        return audio
    }
}
