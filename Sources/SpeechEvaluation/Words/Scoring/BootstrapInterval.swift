internal import SpeechRecognition

/// Between which bounds a word error rate lies, as far as chance in the choice of sentences goes.
///
/// Sentences are drawn with replacement, as many as there are, and the rate of each draw is
/// computed; the bounds cut off equally many draws at both ends (the percentile method; Bisani
/// and Ney, "Bootstrap estimates for confidence intervals in ASR performance evaluation", ICASSP
/// 2004). Between two draws a bound is interpolated linearly.
public struct BootstrapInterval: Sendable, Equatable {
    /// The lower bound, a rate.
    public let low: Double
    /// The upper bound, a rate.
    public let high: Double

    /// How many times is drawn.
    public static let draws = 1000
    /// How much of the draws lies between the bounds.
    public static let confidence = 0.95

    /// Draws from the counts of sentences, of which each has words.
    ///
    /// - Parameter seed: The same gives the same bounds.
    /// - Returns: nil for fewer than two sentences: one says nothing about others.
    public init?(_ sentences: [WordCounts], seed: UInt64 = 1) {
        guard sentences.count > 1, sentences.allSatisfy({ $0.referenceWords > 0 }) else {
            return nil
        }
        let errors = sentences.map(\.errors)
        let words = sentences.map(\.referenceWords)
        var noise = SplitMix64(seed: seed)
        let rates = (0..<Self.draws).map { _ in
            var (wrong, all) = (0, 0)
            for _ in sentences {
                let index = noise.index(below: sentences.count)
                wrong += errors[index]
                all += words[index]
            }
            return Double(wrong) / Double(all)
        }.sorted()
        low = Quantile.of(rates, (1 - Self.confidence) / 2)
        high = Quantile.of(rates, (1 + Self.confidence) / 2)
    }
}
