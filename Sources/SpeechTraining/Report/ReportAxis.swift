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
        for value in values where value.isFinite { (low, high) = (min(low, value), max(high, value)) }
        if low > high { (low, high) = (0, 1) }
        if fromZero { low = min(low, 0) }
        if isLogarithmic, low > 0 {
            let room = pow(max(high / low, 1.01), 0.04)
            range = low / room...high * room
            self.isLogarithmic = true
            return
        }
        // Numbers of any size, as whoever wrote them liked.
        let room = max((high / 2 - low / 2) * 0.08, abs(high) * 1e-6, 1e-12)
        range = max(fromZero ? low : low - room, -1e300)...min(high + room, 1e300)
        self.isLogarithmic = false
    }

    /// Where a value lies, 0 at the axis' beginning and 1 at its end.
    func place(_ value: Double) -> Double {
        guard isLogarithmic else {
            let half = range.upperBound / 2 - range.lowerBound / 2
            return (value / 2 - range.lowerBound / 2) / half
        }
        guard value > 0 else { return -1 }
        return log(value / range.lowerBound) / log(range.upperBound / range.lowerBound)
    }

    /// Round values on it, about as many as wanted.
    func marks(about count: Int) -> [Double] {
        if isLogarithmic {
            let decades = log10(range.upperBound / range.lowerBound)
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
        guard span.isFinite, span > 0 else { return [] }
        let rough = span / Double(max(count, 1))
        let power = pow(10, log10(rough).rounded(.down))
        let step = [1, 2, 5, 10].map { $0 * power }.first { $0 >= rough } ?? rough
        let first = (range.lowerBound / step).rounded(.up)
        return (0...count * 2).map { (first + Double($0)) * step + 0 }.filter(range.contains)
    }
}
