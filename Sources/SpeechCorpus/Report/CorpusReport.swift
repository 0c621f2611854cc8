/// What became of the recordings.
public struct CorpusReport: Sendable, Equatable, Codable {
    /// A file that was not kept.
    public struct Rejected: Sendable, Equatable, Codable {
        /// From the input given on.
        public let name: String
        /// Why.
        public let rejection: Rejection
    }

    /// Clips kept.
    public internal(set) var clips = 0
    /// Seconds of the clips kept.
    public internal(set) var seconds = 0.0
    /// Of them, how many stayed below the level asked for, so that no peak is cut.
    public internal(set) var limited = 0
    /// Files that were not kept, in the order in which they were read.
    public internal(set) var rejected: [Rejected] = []
    /// Recordings kept for tests.
    public internal(set) var heldOut = 0
    /// What became of the texts, where they were asked for.
    public internal(set) var alignment: AlignmentReport?
    /// Files not even read, since the package was full.
    public internal(set) var unread = 0
    /// Bytes of the package.
    public internal(set) var bytes = 0

    /// How many files were not kept for each reason, and the seconds of them.
    public var reasons: [(reason: Rejection.Reason, count: Int, seconds: Double)] {
        Rejection.Reason.allCases.compactMap { reason in
            let those = rejected.filter { $0.rejection.reason == reason }
            guard !those.isEmpty else { return nil }
            return (reason, those.count, those.reduce(0) { $0 + $1.rejection.seconds })
        }
    }
}
