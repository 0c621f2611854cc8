public import SpeechModel

/// What happened for one listener so far.
public struct ScheduleReport: Sendable, Equatable {
    /// A chunk, or part of one, that went to the next link of its chain.
    public struct Fallback: Sendable, Equatable {
        /// The chunk's index.
        public var chunk: Int
        /// The ID of the family that could not speak it.
        public var from: String
        /// The ID of the family that is tried next; nil where the chain ends.
        public var to: String?
        /// Why.
        public var reason: SynthesisError
    }

    /// Something of the text that was not said as it is written.
    public struct Omission: Sendable, Equatable {
        /// The chunk's index.
        public var chunk: Int
        /// The part of the source that the chunk stands for, in UTF-8 offsets.
        public var source: Range<Int>
        /// Whose voice it was.
        public var voice: VoiceID
        /// What it was.
        public var what: Unread
    }

    /// Chunks taken from the plan so far.
    public var planned = 0
    /// Whether the plan has been read to its end.
    public var isPlanned = false
    /// Chunks whose audio has been taken completely.
    public var chunks = 0
    /// Batches in which this listener had a part.
    public var batches = 0
    /// Segments spoken to their end.
    public var segments = 0
    /// Audio taken, pauses included, in seconds.
    public var audioSeconds = 0.0
    /// Time in the plan's iterator (text and plan, where those are lazy) and in
    /// loading families, in seconds.
    public var planningSeconds = 0.0
    /// Time between a segment being ready and its batch beginning, summed over
    /// segments, in seconds.
    public var queueSeconds = 0.0
    /// Wall time in which at least one of its segments was being spoken, in seconds.
    public var synthesisSeconds = 0.0
    /// Time spent in rate conversion, trimming, joins and limiting, in seconds.
    public var joiningSeconds = 0.0
    /// From the request to the first block; nil before that.
    public var firstAudioSeconds: Double?
    /// Segments spoken again with another seed, or continued after a failure.
    public var retries = 0
    /// Texts halved because they ran away or were too long for their family.
    public var splits = 0
    /// Batches halved because memory ran out or they failed as a whole.
    public var batchSplits = 0
    /// Segments stopped because their audio ran away.
    public var runaways = 0
    /// Segments that ended early because they ran away while being heard.
    public var cuts = 0
    /// Calls given up in which this listener had a part, because nothing came of them.
    public var stalls = 0
    /// What went to another family, in order; at most ``fallbackLimit`` are kept.
    public var fallbacks: [Fallback] = []
    /// How many went to another family in all.
    public var fallbackCount = 0

    /// What was not said as it is written, in order; at most ``omissionLimit`` are kept.
    public var omissions: [Omission] = []
    /// How often that happened in all.
    public var omissionCount = 0

    /// The most omissions that a report lists.
    public static let omissionLimit = 100

    /// The most fallbacks that a report lists: a book whose first choice is missing
    /// has one for each chunk.
    public static let fallbackLimit = 1_000

    mutating func add(_ omission: Omission) {
        omissionCount += 1
        if omissions.count < Self.omissionLimit { omissions.append(omission) }
    }

    mutating func add(_ fallback: Fallback) {
        fallbackCount += 1
        if fallbacks.count < Self.fallbackLimit { fallbacks.append(fallback) }
    }
}
