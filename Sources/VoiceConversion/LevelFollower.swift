internal import Glibc

/// What a signal is divided by before the network and multiplied by behind it, so that the network
/// always hears speech of the level that it learnt from. It follows the mean level of what was
/// heard, pauses aside, slowly, in straight lines from frame to frame.
struct LevelFollower: Sendable, Hashable {
    private var last = 1.0
    /// The logarithm of the variance of loud frames, which falls by and by.
    private var loud = usual + 1
    private var sum = prior * usual
    private var count = prior

    /// The mean of the logarithm of frames' variances that the network learnt from, pauses aside:
    /// -7.1 ± 0.3 over LibriSpeech and LJ Speech as `syrinx prepare` levels them.
    static let usual = -7.1
    /// Frames that the usual level counts as.
    private static let prior = 25.0
    /// What is so far below what was loud is a pause: 30 dB.
    private static let reach = 7.0
    /// By how much what was loud falls in a frame: 0.4 dB in a second.
    private static let fall = 0.002
    private static let range = 1e-3...30.0

    /// Factors at the beginning and the end of the next frame, whose finite samples are given.
    mutating func next(_ frame: some Collection<Float>) -> (start: Float, end: Float) {
        let size = Double(max(frame.count, 1))
        let mean = frame.reduce(0.0) { $0 + Double($1) } / size
        let variance =
            frame.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / size
        let level = log(max(variance, 1e-10))
        loud = max(level, loud - Self.fall)
        // Softer than 90 dB below full scale nobody speaks, whatever was before.
        if level > loud - Self.reach, variance > 1e-9 {
            sum += level
            count += 1
        }
        let start = last
        let wanted = exp((sum / count - Self.usual) / 2)
        last = min(max(wanted, Self.range.lowerBound), Self.range.upperBound)
        return (Float(start), Float(last))
    }
}
