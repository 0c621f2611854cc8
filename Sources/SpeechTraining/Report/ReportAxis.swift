internal import Glibc

/// An axis of a picture of curves: which values there is room for, and which are written.
struct ReportAxis: Sendable, Hashable {
    /// Values from one end to the other.
    let range: ClosedRange<Double>
    /// Whether equal factors take equal room.
    let isLogarithmic: Bool

    /// An axis that has room for values, and a little more.
    ///
    /// - Parameter isLogarithmic: As it is asked for; where values aren't all above 0 it is linear.
    init(_ values: some Sequence<Double>, isLogarithmic: Bool, fromZero: Bool = false) {
        var (low, high) = (Double.infinity, -Double.infinity)
        // Numbers of any size, as whoever wrote them liked.
        for value in values where value.isFinite {
            low = min(low, max(value, -1e300))
            high = max(high, min(value, 1e300))
        }
        if low > high { (low, high) = (0, 1) }
        if fromZero { low = min(low, 0) }
        if isLogarithmic, low > 0 {
            low = max(low, 1e-300)
            let room = pow(min(max(high / low, 1.1), 1e300), 0.04)
            range = low / room...max(high, low) * room
        } else {
            let room = max((high - low) * 0.08, abs(high) * 0.01, 1e-12)
            range = fromZero ? low...high + room / 8 : low - room...high + room
        }
        self.isLogarithmic = isLogarithmic && low > 0
    }

    /// Where a value lies, 0 at the axis' beginning and 1 at its end.
    func place(_ value: Double) -> Double {
        guard isLogarithmic else {
            return (value - range.lowerBound) / (range.upperBound - range.lowerBound)
        }
        guard value > 0 else { return -1 }
        let low = log(range.lowerBound)
        return (log(value) - low) / (log(range.upperBound) - low)
    }

    /// Round values on it, about as many as wanted.
    func marks(about count: Int) -> [Double] {
        if isLogarithmic {
            let decades = log10(range.upperBound) - log10(range.lowerBound)
            let digits: [Double] = decades > 4 ? [1] : decades > 2 ? [1, 3] : [1, 2, 5]
            let first = Int(log10(range.lowerBound).rounded(.down))
            let last = Int(log10(range.upperBound).rounded(.up))
            let stride = max((last - first) / max(count, 1), 1)
            let marks = Swift.stride(from: first, through: last, by: stride).flatMap { power in
                digits.map { $0 * pow(10, Double(power)) }
            }.filter(range.contains)
            if marks.count > 2 { return marks }
        }
        let span = range.upperBound - range.lowerBound
        let rough = span / Double(max(count, 1))
        let power = pow(10, log10(rough).rounded(.down))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
        let first = (range.lowerBound / step).rounded(.up)
        return (0...count * 2).map { (first + Double($0)) * step + 0 }.filter(range.contains)
    }
}
