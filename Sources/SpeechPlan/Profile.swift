public import AudioSignal

/// How a text is cut and delivered for one way of listening.
public struct Profile: Sendable, Equatable {
    /// The name by which it is chosen.
    public var name: String
    /// Limit of the first chunk, in Latin characters (a CJK character counts 2.5).
    public var firstLimit: Int
    /// Limit of every later chunk.
    public var nextLimit: Int
    /// The rate of the output.
    public var rate: SampleRate
    /// The length of the blocks that leave.
    public var block: Duration
    /// How much audio a player gathers before it starts.
    public var preBuffer: Duration
    /// How much of the stream may be cut at clause marks; afterwards chunks end
    /// with sentences.
    public var clauseWindow: Duration
    /// How many segments may be spoken together, at the most.
    public var batch: Int

    /// Makes a profile.
    public init(
        name: String, firstLimit: Int, nextLimit: Int, rate: SampleRate, block: Duration,
        preBuffer: Duration, clauseWindow: Duration = .seconds(5), batch: Int = 1
    ) {
        self.name = name
        self.firstLimit = firstLimit
        self.nextLimit = nextLimit
        self.rate = rate
        self.block = block
        self.preBuffer = preBuffer
        self.clauseWindow = clauseWindow
        self.batch = batch
    }

    /// For conversation: the first sound as soon as possible.
    public static let fast = Profile(
        name: "fast", firstLimit: 20, nextLimit: 90, rate: SampleRate(16_000),
        block: .milliseconds(25), preBuffer: .milliseconds(200), batch: 1)

    /// For listening: longer breaths, higher rate.
    public static let cinematic = Profile(
        name: "cinematic", firstLimit: 100, nextLimit: 150, rate: SampleRate(24_000),
        block: .milliseconds(60), preBuffer: .milliseconds(500), batch: 4)

    /// For files: large segments, spoken many at a time.
    public static let audiobook = Profile(
        name: "audiobook", firstLimit: 500, nextLimit: 500, rate: SampleRate(24_000),
        block: .milliseconds(60), preBuffer: .milliseconds(500), clauseWindow: .zero, batch: 10)

    /// The profiles that are always there.
    public static let builtIn: [Profile] = [.fast, .cinematic, .audiobook]
}
