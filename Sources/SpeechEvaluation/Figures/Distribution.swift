/// Where repeated measurements lie.
public struct Distribution: Sendable, Hashable, Codable {
    /// How many there are, at least one.
    public var count: Int
    /// The smallest.
    public var least: Double
    /// Half of them lie below.
    public var median: Double
    /// 90 % of them lie below.
    public var p90: Double
    /// 95 % of them lie below.
    public var p95: Double
    /// The largest.
    public var most: Double

    /// Of values in any order; percentiles lie between the two nearest in proportion, as NumPy's.
    ///
    /// - Returns: nil for none.
    public init?(_ values: [Double]) {
        let sorted = values.sorted()
        guard let least = sorted.first, let most = sorted.last else { return nil }
        count = sorted.count
        self.least = least
        self.most = most
        median = Quantile.of(sorted, 0.5)
        p90 = Quantile.of(sorted, 0.9)
        p95 = Quantile.of(sorted, 0.95)
    }
}
