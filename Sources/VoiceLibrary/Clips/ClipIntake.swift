public import AudioSignal
internal import Crypto

/// Takes a clip in, block by block: measures it, names it by its content, and cuts it at the
/// length that is used.
///
///     var intake = ClipIntake(rate: reader.rate)
///     while let block = try reader.read() {
///         let used = resampler.process(intake.process(block.samples))
///         intake.listen(used)
///         encoder.process(used)
///     }
///     guard intake.quality.isUsable else { … }
public struct ClipIntake: Sendable {
    /// The longest clip that is used; what follows is left out.
    public static let longest = Duration.seconds(600)

    private var meter: ClipMeter
    private var speakers = SpeakerMeter()
    private var content: SHA256
    private var room: Int

    /// Starts a clip.
    public init(rate: SampleRate) { self.init(rate: rate, longest: Self.longest) }

    init(rate: SampleRate, longest: Duration) {
        meter = ClipMeter(rate: rate)
        room = rate.samples(in: longest)
        content = SHA256()
        var hertz = UInt32(rate.hertz).littleEndian
        withUnsafeBytes(of: &hertz) { content.update(bufferPointer: $0) }
    }

    /// Takes the next samples.
    ///
    /// - Returns: Those that are used, with zeros for such as are no numbers: all of them, until
    ///   the clip is as long as it may be.
    public mutating func process(_ samples: [Float]) -> [Float] {
        let used = Array(samples.prefix(room))
        room -= used.count
        meter.process(used)
        if used.count < samples.count { meter.skip(samples.count - used.count) }
        used.withUnsafeBytes { content.update(bufferPointer: $0) }
        return used.map { $0.isFinite ? $0 : 0 }
    }

    /// Listens to what is used, whether one person speaks.
    ///
    /// - Parameter samples: What ``process(_:)`` gave, at 16 kHz; any number of them.
    public mutating func listen(_ samples: [Float]) { speakers.process(samples) }

    /// Whether nothing more is used.
    public var isFull: Bool { room == 0 }

    /// What the clip is like so far.
    public var quality: ClipQuality {
        var quality = meter.quality
        quality.speakerSpread = speakers.spread
        return quality
    }

    /// The hash of the rate and the samples that were used so far.
    public var hash: ContentHash { ContentHash(content) }
}
