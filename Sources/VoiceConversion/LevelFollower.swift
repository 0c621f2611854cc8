internal import AudioFeatures
internal import Glibc

/// What a signal is divided by before the network and multiplied by behind it, so that the network
/// always hears speech of the level that it learnt from. It follows the mean level of what was
/// heard, slowly, in straight lines from frame to frame.
struct LevelFollower {
    private var last = 1.0

    /// The mean of the logarithm of frames' variances that the network learnt from.
    static let usual = -8.0
    private static let range = 1e-3...30.0

    /// Factors at the beginning and the end of the next frame.
    ///
    /// - Parameter statistics: What was heard so far.
    mutating func next(_ statistics: ProsodyStatistics) -> (start: Float, end: Float) {
        let start = last
        let wanted = exp((statistics.level.mean - Self.usual) / 2)
        last = min(max(wanted, Self.range.lowerBound), Self.range.upperBound)
        return (Float(start), Float(last))
    }
}
