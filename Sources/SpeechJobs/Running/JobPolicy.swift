/// How a runner works.
public struct JobPolicy: Sendable {
    /// Jobs spoken at the same time.
    public var workers = 1
    /// For how long finished jobs are kept; nil for ever.
    public var keeps: Duration? = .seconds(30 * 86_400)
    /// The least time between checkpoints: what is spoken again after a kill, at most, and
    /// how often the disk is waited for.
    public var checkpointInterval = Duration.seconds(1)
    /// How often a worker says that it is there, and how far.
    public var heartbeat = Duration.seconds(1)
    /// After how long without a heartbeat a worker counts as gone. One that was killed on
    /// this machine is known to be gone at once; this is for those that hang.
    public var lease = Duration.seconds(30)
    /// How often the database is asked for jobs that other processes have created or left.
    public var poll = Duration.seconds(2)

    /// Makes the default policy.
    public init() {}
}
