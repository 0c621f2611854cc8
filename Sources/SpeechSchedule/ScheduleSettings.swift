/// How a scheduler shares the machine between its listeners.
public struct ScheduleSettings: Sendable {
    /// How many batches may be spoken at the same time, over all families; at least 1.
    /// A family is called as often at the same time as it gains from.
    public var workers: Int
    /// The most segments of one batch, over all listeners; at least 1.
    public var maximumBatch: Int
    /// The bytes that all segments being spoken may take together, by the
    /// families' estimates; nil means four fifths of what the machine has free.
    public var memoryLimit: Int?
    /// How much audio may wait for a listener, counting what is being spoken by its
    /// estimate. A single segment may be longer, and a batch is always allowed:
    /// see ``ListenerRequest/runAhead``.
    public var runAhead: Duration
    /// The pauses between chunks.
    public var pauses: PauseLengths
    /// When audio counts as run away.
    public var runaway: RunawayPolicy
    /// When a call counts as stalled.
    public var stall: StallPolicy
    /// How often a segment is spoken again with another seed before the next
    /// remedy is tried.
    public var retries: Int
    /// How often a text that runs away is halved; 2 gives quarters.
    public var splits: Int

    /// Makes settings.
    public init(
        workers: Int = 1, maximumBatch: Int = 16, memoryLimit: Int? = nil,
        runAhead: Duration = .seconds(30), pauses: PauseLengths = PauseLengths(),
        runaway: RunawayPolicy = RunawayPolicy(), stall: StallPolicy = StallPolicy(),
        retries: Int = 1, splits: Int = 1
    ) {
        self.workers = workers
        self.maximumBatch = maximumBatch
        self.memoryLimit = memoryLimit
        self.runAhead = runAhead
        self.pauses = pauses
        self.runaway = runaway
        self.stall = stall
        self.retries = retries
        self.splits = splits
    }
}
