/// What a listener hears of audio that is handed to a player: when playing starts,
/// and where it runs dry.
///
/// The model is pure; whoever plays tells it the time, measured from the request.
/// Playing starts when the pre-buffer is full or the audio complete; from then on
/// audio is used up as time passes. Where it runs out before more arrives, that is
/// one underrun, and playing goes on with what arrives next.
public struct PlaybackClock: Sendable, Equatable {
    /// How much audio is gathered before playing starts.
    public let preBuffer: Duration
    /// When playing started; nil before that.
    public private(set) var start: Duration?
    /// Audio handed over so far.
    public private(set) var handedOver = Duration.zero
    /// How often playing ran dry.
    public private(set) var underruns = 0
    /// How long it stood still for want of audio.
    public private(set) var stalled = Duration.zero

    /// Makes a clock at which nothing has happened.
    public init(preBuffer: Duration) {
        self.preBuffer = preBuffer
    }

    /// When the audio handed over so far will have been played; nil before playing
    /// starts.
    public var dryAt: Duration? {
        start.map { $0 + stalled + handedOver }
    }

    /// Audio arrives at a time. Times never go back.
    public mutating func handOver(_ audio: Duration, at now: Duration) {
        if let dryAt, now > dryAt, handedOver > .zero {
            underruns += 1
            stalled += now - dryAt
        }
        handedOver += audio
        if start == nil, handedOver >= preBuffer { start = now }
    }

    /// There is no more audio; what is gathered is played even if the pre-buffer was
    /// never full.
    public mutating func finish(at now: Duration) {
        if start == nil, handedOver > .zero { start = now }
    }
}
