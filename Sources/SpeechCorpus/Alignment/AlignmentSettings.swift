public import AudioSignal

/// How a corpus is aligned.
public struct AlignmentSettings: Sendable, Hashable {
    /// How many threads work, at least 1. The result doesn't depend on it.
    public var jobs = 2
    /// A shorter pause between two phones goes to the one before it.
    public var shortestPause = Duration.milliseconds(60)
    /// A longer recording is rejected: it should be divided.
    public var longest = Duration.seconds(60)
    /// So much of the corpus, spread evenly over it, is given to a recogniser for the first
    /// boundaries; the rest is found by what is learnt of these.
    public var recognized = Duration.seconds(3600)
    /// Normal distributions of each third of a phone: 1, 2, 4, 8 or 16.
    public var components = 8
    /// An utterance whose phones' mean score is lower is rejected. Scores are the logarithm of how
    /// much less likely the text's phones are than any others, per frame of 5 ms: 0 at best.
    public var leastScore = -3.5
    /// As ``leastScore``, of any stretch of this length, with its pauses.
    public var leastStretchScore = -6.0
    /// How long such a stretch is: about as long as a word that is left out.
    public var stretch = Duration.milliseconds(400)

    /// What serves for speech.
    public init() {}

    /// The rate that audio must have.
    public static let rate = SampleRate(16_000)

    /// - Throws: ``AlignmentError/setting(name:value:expected:)`` for the first that can't be.
    func check() throws(AlignmentError) {
        guard (1...1024).contains(jobs) else {
            throw .setting(name: "jobs", value: "\(jobs)", expected: "1 to 1024")
        }
        guard [1, 2, 4, 8, 16].contains(components) else {
            throw .setting(
                name: "components", value: "\(components)", expected: "1, 2, 4, 8 or 16")
        }
        guard stretch >= .milliseconds(5), stretch <= .seconds(60) else {
            throw .setting(
                name: "stretch", value: "\(stretch)", expected: "0.005 to 60 seconds")
        }
        guard shortestPause >= .zero, shortestPause <= .seconds(10) else {
            throw .setting(
                name: "shortestPause", value: "\(shortestPause)", expected: "0 to 10 seconds")
        }
        guard longest > .zero, longest <= .seconds(600) else {
            throw .setting(name: "longest", value: "\(longest)", expected: "up to 600 seconds")
        }
        guard recognized >= .zero else {
            throw .setting(name: "recognized", value: "\(recognized)", expected: "0 or more")
        }
        // Comparisons that NaN fails.
        guard leastScore <= 0, leastStretchScore <= 0 else {
            throw .setting(
                name: "leastScore and leastStretchScore",
                value: "\(leastScore) and \(leastStretchScore)", expected: "0 or less")
        }
    }
}
