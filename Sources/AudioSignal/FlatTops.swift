/// Counts samples of flat tops: three or more in a row at the recording's own peak, which is what
/// clipping leaves, whatever level it was brought to afterwards.
public struct FlatTops: Sendable {
    /// Samples seen.
    public private(set) var count = 0
    /// Samples of flat tops.
    public private(set) var flat = 0

    private var peak: Float = 0
    private var run = 0

    /// A step of 16 bits, the least that samples usually differ by.
    private static let step: Float = 0x1p-15
    /// A peak below this is no limit that anything ran into.
    private static let leastPeak: Float = 0.1

    /// Starts a count.
    public init() {}

    /// Takes the next samples, as they were recorded.
    public mutating func process(_ samples: [Float]) {
        count += samples.count
        for sample in samples {
            let size = abs(sample)
            if size > peak + Self.step {
                // What was flat before was below the true peak.
                (peak, flat, run) = (size, 0, 1)
            } else if size >= peak - Self.step, peak >= Self.leastPeak {
                run += 1
                if run >= 3 { flat += run == 3 ? 3 : 1 }
            } else {
                run = 0
            }
        }
    }

    /// The part of all samples, from 0 to 1.
    public var part: Double { count == 0 ? 0 : Double(flat) / Double(count) }
}
