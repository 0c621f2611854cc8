public import SpeechModel

/// The moment at which a ``ToneFamily`` begins a segment, for faults to choose by.
public struct Occasion: Sendable {
    /// What is to be said.
    public let segment: SpeechSegment
    /// How many segments the batch has.
    public let batchSize: Int
    /// Which batch of the family's life it is, from 1.
    public let call: Int
    /// Which segment of the family's life it is, from 1.
    public let ordinal: Int
    /// How often this text has been asked for, this time included.
    public let attempt: Int
}

/// Something that a ``ToneFamily`` does wrong on demand.
public struct Fault: Sendable {
    /// The ways to go wrong.
    public enum Kind: Sendable {
        /// The whole batch ends with ``SynthesisError/outOfMemory`` before any event.
        case outOfMemory
        /// The whole batch ends with an error before any event.
        case batchFailure(SynthesisError)
        /// The segment ends with an error before any audio.
        case segmentFailure(SynthesisError)
        /// The segment ends with an error after half of its audio.
        case failureHalfway(SynthesisError)
        /// Audio without end, until stopped or cancelled: streaming families never
        /// stop by themselves (but for an hour's cap), others give twenty times the
        /// length at once.
        case runaway
        /// Silence of this many times the right length instead of speech.
        case silence(times: Int)
        /// Correct speech, and its last fifth again this many times.
        case repetition(times: Int)
        /// The call holds its thread, before any event, until the latch is opened; being
        /// cancelled doesn't help. Then it goes on as if nothing had been.
        case stall(Latch)
        /// A promise of the contract is broken.
        case breaking(Promise)
    }

    let kind: Kind
    let applies: @Sendable (Occasion) -> Bool

    /// Makes a fault; without a condition it is there always.
    public init(_ kind: Kind, when applies: @escaping @Sendable (Occasion) -> Bool = { _ in true })
    {
        self.kind = kind
        self.applies = applies
    }

    /// Memory runs out in batches of more segments than these.
    public static func outOfMemory(above batchSize: Int) -> Fault {
        Fault(.outOfMemory) { $0.batchSize > batchSize }
    }

    /// The nth segment of the family's life fails, from 1.
    public static func failing(segment ordinal: Int) -> Fault {
        Fault(.segmentFailure(.failed("fault on demand"))) { $0.ordinal == ordinal }
    }

    /// Segments whose text contains these words go wrong the first few times they
    /// are asked for; by default every time.
    public static func on(_ words: String, attempts: Int = .max, _ kind: Kind) -> Fault {
        Fault(kind) { $0.attempt <= attempts && $0.segment.text.contains(words) }
    }

    /// Every batch fails.
    public static let dying = Fault(.batchFailure(.failed("the family died")))
}
