/// How unlike two voices are, by the statistics of their cepstra alone.
public enum VoiceDistance {
    /// Bhattacharyya's distance of the normal distributions of both voices' cepstra (Fukunaga,
    /// "Introduction to Statistical Pattern Recognition", 2nd edition, 1990, section 3.4): 0 for
    /// the same statistics, the same in both directions.
    ///
    /// - Returns: nil where one of them has too little speech (2 s), or none that varies.
    public static func between(_ a: VoiceStatistics, _ b: VoiceStatistics) -> Double? {
        guard let a = a.normal, let b = b.normal else { return nil }
        let size = a.covariance.size
        let means = zip(a.covariance.values, b.covariance.values).map { ($0 + $1) / 2 }
        guard let middle = SymmetricMatrix(means, size: size) else { return nil }
        let apart = zip(a.mean, b.mean).map { $0 - $1 }
        let square = zip(apart, middle.solve(apart)).reduce(0) { $0 + $1.0 * $1.1 }
        let spread =
            middle.logDeterminant - (a.covariance.logDeterminant + b.covariance.logDeterminant) / 2
        // Rounding may bring what is 0 below it.
        return max(0, square / 8 + spread / 2)
    }

    /// What a reader of the figure must know.
    static let explanation = "EXPLAIN"
}
