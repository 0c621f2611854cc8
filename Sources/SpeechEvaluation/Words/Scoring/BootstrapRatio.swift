internal import SpeechRecognition

/// How many times as many errors one set of recordings has as another of the same sentences, and
/// between which bounds that lies as far as chance in the choice of sentences goes.
///
/// Sentences are drawn with replacement, each with both of its recordings, so that what is hard
/// in a sentence is hard for both (the paired bootstrap; Bisani and Ney, "Bootstrap estimates for
/// confidence intervals in ASR performance evaluation", ICASSP 2004, section 4).
public struct BootstrapRatio: Sendable, Hashable {
    /// The ratio of the error rates.
    public let ratio: Double
    /// The lower bound.
    public let low: Double
    /// The upper bound; nil where it is infinite: the other has no error in too many draws.
    public let high: Double?

    /// Draws as `BootstrapInterval` does.
    ///
    /// - Parameters:
    ///   - pairs: Of each sentence, the counts of the one and of the other.
    ///   - seed: The same gives the same bounds.
    /// - Returns: nil for fewer than two sentences, for sentences without words, and where the
    ///   other has no error at all, or next to none.
    public init?(_ pairs: [(WordCounts, WordCounts)], seed: UInt64 = 1) {
        guard pairs.count > 1,
            pairs.allSatisfy({ $0.referenceWords > 0 && $1.referenceWords > 0 }),
            let ratio = Self.ratio(of: pairs), ratio.isFinite
        else { return nil }
        var noise = SplitMix64(seed: seed)
        let ratios = (0..<BootstrapInterval.draws).compactMap { _ in
            Self.ratio(of: pairs.indices.map { _ in pairs[noise.index(below: pairs.count)] })
        }.sorted()
        guard !ratios.isEmpty else { return nil }
        let low = Quantile.of(ratios, (1 - BootstrapInterval.confidence) / 2)
        guard low.isFinite else { return nil }
        self.ratio = ratio
        self.low = low
        let high = Quantile.of(ratios, (1 + BootstrapInterval.confidence) / 2)
        self.high = high.isFinite ? high : nil
    }

    /// Infinite where only the other has no error, nil where neither has one.
    private static func ratio(of pairs: [(WordCounts, WordCounts)]) -> Double? {
        let first = pairs.reduce(WordCounts()) { $0 + $1.0 }
        let second = pairs.reduce(WordCounts()) { $0 + $1.1 }
        guard let one = first.errorRate, let other = second.errorRate, one + other > 0 else {
            return nil
        }
        return other > 0 ? one / other : .infinity
    }
}
