public import AudioSignal
public import SpeechModel
public import SpeechPlan
public import SpeechText

/// One link of a fallback chain: a family, and the voice of it to speak with.
///
/// Families of the same ID share batches, whoever loaded them.
public struct Candidate: Sendable {
    /// The family's stable name.
    public var familyID: String
    /// Loads the family, or hands out the one that is loaded; called off the
    /// listener's task, again for each chunk, so it keeps what it has loaded.
    public var load: @Sendable () throws(LoadError) -> (family: any SpeechFamily, voice: VoiceID)

    /// Makes a link.
    public init(
        familyID: String,
        load:
            @escaping @Sendable () throws(LoadError) -> (
                family: any SpeechFamily, voice: VoiceID
            )
    ) {
        self.familyID = familyID
        self.load = load
    }
}

/// When audio may leave for a listener.
public enum Delivery: Sendable, Equatable {
    /// As it is made, where the family speaks in pieces: the first sound as early as
    /// possible. Where a segment fails after part of it was heard, the rest is
    /// spoken from about there.
    case immediate
    /// By whole segments: a failed one is always spoken anew, so the same request
    /// gives the same samples whatever goes wrong on the way. For files.
    case wholeSegments
}

/// What a listener wants to hear, and how.
public struct ListenerRequest: Sendable {
    /// The plan; read only as far as audio is wanted, on a thread of the scheduler. A
    /// chunk without text is a pause.
    public var plan: ChunkPlan
    /// The fallback chain for a style, best first.
    public var cast: @Sendable (Style) throws(SynthesisError) -> [Candidate]
    /// The rate of the output.
    public var rate: SampleRate
    /// The length of each block but the last; rounded to whole samples, at least 1.
    public var block: Duration
    /// The most segments of this listener in one batch.
    public var batch: Int
    /// What each segment's randomness comes from.
    public var seed: UInt64
    /// Factor on the rate of speech; the product with the text's own is kept within
    /// 0.25...4.
    public var speed: Double
    /// Gain for a voice in decibels, such as what brings it to a wanted loudness.
    public var gain: @Sendable (Voice) -> Double
    /// How much audio may wait; nil means ``ScheduleSettings/runAhead``. One batch
    /// of this listener is allowed at any rate.
    public var runAhead: Duration?
    /// When audio may leave.
    public var delivery: Delivery
    /// The index of the first chunk to be spoken; those before are taken from the plan and
    /// left out.
    public var firstChunk = 0
    /// Whether ``SpeechStream/takeEvents()`` has anything to tell.
    public var reportsEvents = false

    /// Makes a request.
    public init(
        chunks: any Sequence<Chunk> & Sendable, rate: SampleRate,
        block: Duration = .milliseconds(25), batch: Int = 1, seed: UInt64 = 0, speed: Double = 1,
        gain: @escaping @Sendable (Voice) -> Double = { _ in 0 }, runAhead: Duration? = nil,
        delivery: Delivery = .immediate,
        cast: @escaping @Sendable (Style) throws(SynthesisError) -> [Candidate]
    ) {
        plan = .ready(chunks)
        self.cast = cast
        self.rate = rate
        self.block = block
        self.batch = batch
        self.seed = seed
        self.speed = speed
        self.gain = gain
        self.runAhead = runAhead
        self.delivery = delivery
    }

    /// Makes a request in the way of a profile.
    public init(
        chunks: any Sequence<Chunk> & Sendable, profile: Profile, seed: UInt64 = 0,
        delivery: Delivery = .immediate,
        cast: @escaping @Sendable (Style) throws(SynthesisError) -> [Candidate]
    ) {
        self.init(
            chunks: chunks, rate: profile.rate, block: profile.block, batch: profile.batch,
            seed: seed, delivery: delivery, cast: cast)
    }

    /// Makes a request in the way of a profile, for a plan that may still be being
    /// written.
    public init(
        plan: ChunkPlan, profile: Profile, seed: UInt64 = 0, delivery: Delivery = .immediate,
        cast: @escaping @Sendable (Style) throws(SynthesisError) -> [Candidate]
    ) {
        self.init(
            chunks: EmptyCollection<Chunk>(), profile: profile, seed: seed, delivery: delivery,
            cast: cast)
        self.plan = plan
    }
}
