/// What a scheduler is doing at one moment.
public struct ScheduleLoad: Sendable, Equatable {
    /// Listeners whose streams have not ended.
    public var listeners = 0
    /// Segments that wait for a batch, or for their family.
    public var waitingSegments = 0
    /// How many batches may be spoken at the same time.
    public var workers = 0
    /// Batches that are being spoken.
    public var runningBatches = 0
    /// Segments in them that somebody waits for.
    public var runningSegments = 0
    /// Calls given up for lack of an answer that have not returned since.
    public var stalledCalls = 0
    /// Memory for what is being spoken, stalled calls included, by the families'
    /// estimates, in bytes.
    public var synthesisBytes = 0
    /// Audio made that no listener has taken, in seconds.
    public var waitingSeconds = 0.0
    /// The memory that it takes, in bytes.
    public var waitingBytes = 0
    /// What has happened since the start.
    public var totals = ScheduleTotals()
}

/// What has happened in a scheduler since its start.
public struct ScheduleTotals: Sendable, Equatable {
    /// Listeners that came.
    public var listeners = 0
    /// Of those, the ones that left before the end of their stream.
    public var cancellations = 0
    /// Of those, the ones whose stream ended with an error.
    public var failures = 0
    /// Segments spoken to their end.
    public var segments = 0
    /// Batches begun.
    public var batches = 0
    /// How many of those had so many segments, by that number.
    public var batchSizes: [Int: Int] = [:]
    /// Segments spoken again with another seed, or continued after a failure.
    public var retries = 0
    /// Texts halved because they ran away or were too long for their family.
    public var splits = 0
    /// Segments stopped because their audio ran away.
    public var runaways = 0
    /// Segments that ended early because they ran away while being heard.
    public var cuts = 0
    /// Chunks, or parts of them, that went to another family.
    public var fallbacks = 0
    /// Calls given up because nothing came of them.
    public var stalls = 0
}
