import ModelBlocks
import Testing

@Suite struct WhiteNoiseTests {
    @Test func `it has variance 1, and neighbours know nothing of each other`() {
        let samples = WhiteNoise(seed: 4).samples(0..<100_000).map(Double.init)
        let count = Double(samples.count)
        #expect(abs(samples.reduce(0, +) / count) < 0.02)
        for lag in 0...5 {
            let sum = zip(samples, samples.dropFirst(lag)).reduce(0) { $0 + $1.0 * $1.1 }
            #expect(abs(sum / count - (lag == 0 ? 1 : 0)) < 0.02, "lag \(lag)")
        }
        #expect(samples.allSatisfy { abs($0) < 3.5 })
    }

    @Test func `a sample follows from seed and place alone`() {
        let noise = WhiteNoise(seed: 4)
        #expect(noise.samples(10..<20) == Array(noise.samples(0..<30)[10..<20]))
        #expect(noise.samples(0..<30) != WhiteNoise(seed: 5).samples(0..<30))
    }
}
