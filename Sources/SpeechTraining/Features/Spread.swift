/// Mean and standard deviation of numbers that come one by one.
struct Spread {
    private(set) var count = 0.0
    private var sum = 0.0
    private var squares = 0.0

    mutating func add(_ value: Double) {
        count += 1
        sum += value
        squares += value * value
    }

    var mean: Double { count > 0 ? sum / count : 0 }
    /// Never so small that dividing by it makes noise of a constant.
    var deviation: Double {
        count > 0 ? max((squares / count - mean * mean), 0).squareRoot().clamped(0.05) : 1
    }
}

extension Double {
    fileprivate func clamped(_ lowest: Double) -> Double { Swift.max(self, lowest) }
}
