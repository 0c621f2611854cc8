/// Values below which a share of others lies.
enum Quantile {
    /// Between the two nearest values in proportion, as NumPy's; a bound beside an infinite value
    /// is infinite.
    ///
    /// - Parameters:
    ///   - values: Low to high, at least one.
    ///   - share: 0 to 1.
    static func of(_ values: [Double], _ share: Double) -> Double {
        let place = share * Double(values.count - 1)
        let below = min(Int(place), values.count - 1)
        let above = min(below + 1, values.count - 1)
        let part = place - Double(below)
        guard part > 0, values[above] != values[below] else { return values[below] }
        return values[below] + (values[above] - values[below]) * part
    }
}
