internal import Glibc

/// How long steps take: percentiles of all so far, in bounded memory.
///
/// Counts in steps of a fiftieth of a decade (4.7 %) from 10 µs to 10 s.
public struct LatencyMeter: Sendable, Hashable {
    private var counts = [Int](repeating: 0, count: Self.cells)
    /// How many were counted.
    public private(set) var count = 0
    /// The longest, in seconds.
    public private(set) var longest = 0.0

    private static let cells = 6 * 50 + 2
    private static let shortest = 1e-5

    /// Of nothing yet.
    public init() {}

    /// Counts a step.
    public mutating func add(seconds: Double) {
        count += 1
        longest = max(longest, seconds)
        counts[Self.cell(of: seconds)] += 1
    }

    /// The time that a part of the steps didn't exceed, in seconds; 0 without any.
    ///
    /// - Parameter part: 0.95 for the 95th percentile.
    public func percentile(_ part: Double) -> Double {
        guard count > 0 else { return 0 }
        let wanted = max(Int((part * Double(count)).rounded(.up)), 1)
        var sum = 0
        for (cell, number) in counts.enumerated() {
            sum += number
            // The last one has no upper end.
            if sum >= wanted, cell < Self.cells - 1 { return min(Self.upperEnd(of: cell), longest) }
        }
        return longest
    }

    private static func cell(of seconds: Double) -> Int {
        guard seconds > shortest else { return 0 }
        return min(Int((log10(seconds / shortest) * 50).rounded(.down)) + 1, cells - 1)
    }

    private static func upperEnd(of cell: Int) -> Double {
        shortest * pow(10, Double(cell) / 50)
    }
}
