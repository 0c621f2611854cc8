import SpeechEvaluation
import Testing

@Suite struct BootstrapRatioTests {
    private func counts(errors: Int, words: Int) -> WordCounts {
        var counts = WordCounts()
        counts.substitutions = errors
        counts.correct = words - errors
        return counts
    }

    @Test func `a voice with twice the errors in each sentence has the ratio 2 without doubt`()
        throws
    {
        let pairs = (1...20).map {
            (counts(errors: 2 * $0, words: 50), counts(errors: $0, words: 50))
        }
        let ratio = try #require(BootstrapRatio(pairs))
        #expect(ratio == BootstrapRatio(pairs))
        #expect(abs(ratio.ratio - 2) < 1e-12)
        #expect(abs(ratio.low - 2) < 1e-12)
        #expect(abs((ratio.high ?? 0) - 2) < 1e-12)
    }

    @Test func `bounds lie around the ratio and follow the seed`() throws {
        let pairs = (0..<30).map {
            (counts(errors: $0 % 5, words: 10), counts(errors: 1 + $0 % 3, words: 10))
        }
        let ratio = try #require(BootstrapRatio(pairs, seed: 1))
        #expect(ratio.low < ratio.ratio)
        #expect(ratio.ratio < (ratio.high ?? 0))
        #expect(ratio != BootstrapRatio(pairs, seed: 2))
    }

    @Test func `nothing is divided by recordings without errors`() {
        let clean = (0..<4).map { _ in (counts(errors: 1, words: 5), counts(errors: 0, words: 5)) }
        #expect(BootstrapRatio(clean) == nil)
        #expect(BootstrapRatio([(counts(errors: 1, words: 5), counts(errors: 1, words: 5))]) == nil)
        // With one error in forty sentences more than a third of the draws have none.
        let nearly = (0..<40).map {
            (counts(errors: 1, words: 5), counts(errors: $0 == 0 ? 1 : 0, words: 5))
        }
        #expect(BootstrapRatio(nearly)?.high == nil)
    }
}
