import SpeechEvaluation
import Testing

@Suite struct DistributionTests {
    /// As numpy.percentile([0.31, 0.02, 0.17, 0.4, 0.05], [50, 90, 95]) has them.
    @Test func `percentiles lie between values as NumPy's do`() throws {
        let distribution = try #require(Distribution([0.31, 0.02, 0.17, 0.4, 0.05]))
        #expect(distribution.count == 5)
        #expect(distribution.least == 0.02)
        #expect(distribution.most == 0.4)
        #expect(abs(distribution.median - 0.17) < 1e-12)
        #expect(abs(distribution.p90 - 0.364) < 1e-12)
        #expect(abs(distribution.p95 - 0.382) < 1e-12)
    }

    @Test func `one value is all of its percentiles, none has none`() throws {
        let one = try #require(Distribution([3]))
        #expect(one.median == 3 && one.p95 == 3 && one.least == 3)
        #expect(Distribution([]) == nil)
    }
}
