internal import Glibc

/// Silence where nobody speaks: what is quieter than a threshold for a while fades out, and what is
/// louder fades in at once. Without it a room's noise would be converted into murmuring.
///
/// A value: a copy goes on by itself. Samples don't depend on the pieces they come in, of which each
/// has whole blocks.
public struct NoiseGate: Sendable {
    /// Root mean square, in dB of full scale, above which the gate opens.
    public var threshold: Double
    /// Samples of a block, over which levels are measured.
    let block: Int
    /// Blocks that it stays open behind the last loud one.
    private let hold: Int
    private var left = 0
    private var gain: Float = 0
    /// What the gain changes by in a sample.
    private let opening: Float
    private let closing: Float

    /// How far below the threshold it closes, so that it doesn't flutter.
    private static let hysteresis = 6.0

    /// A gate that is closed.
    ///
    /// - Parameters:
    ///   - threshold: Root mean square in dB of full scale.
    ///   - rate: Samples per second.
    public init(threshold: Double, rate: Int) {
        self.threshold = threshold
        block = max(rate / 100, 1)
        hold = 25
        opening = 1 / (0.005 * Float(rate))
        closing = 1 / (0.08 * Float(rate))
    }

    /// Whether somebody speaks.
    public var isOpen: Bool { left > 0 }

    /// Takes samples and gives as many.
    public mutating func process(_ samples: [Float]) -> [Float] {
        var result = samples
        for start in stride(from: 0, to: samples.count, by: block) {
            let end = min(start + block, samples.count)
            var power = 0.0
            for place in start..<end { power += Double(samples[place]) * Double(samples[place]) }
            let level = 10 * log10(power / Double(max(end - start, 1)) + 1e-12)
            if level > threshold - (isOpen ? Self.hysteresis : 0) {
                left = hold
            } else if left > 0 {
                left -= 1
            }
            for place in start..<end {
                gain = isOpen ? min(gain + opening, 1) : max(gain - closing, 0)
                result[place] *= gain
            }
        }
        return result
    }
}
