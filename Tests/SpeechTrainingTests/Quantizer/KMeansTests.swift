import TensorRuntime
import Testing

@testable import SpeechTraining

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct KMeansTests {
    private func vectors(_ source: ClusteredLatent, batches: Int) -> Tensor {
        let all = (0..<batches).flatMap { rows(source.batch($0)) }
        return Tensor(all.flatMap { $0 }, shape: [all.count, source.width])
    }

    @Test func `centres are those of clusters, counts their vectors`() throws {
        let source = ClusteredLatent(width: 5, clusters: 12, noise: 0.02)
        let vectors = vectors(source, batches: 8)
        let clusters = try KMeans(12, width: 5, iterations: 10, seed: 3)(vectors)
        let centres = clusters.centres.floats()
        #expect(clusters.counts.reduce(0, +) == 1024)
        for cluster in 0..<12 {
            let centre = source.centre(cluster)
            let found = (0..<12).filter { place in
                zip(centres[place * 5..<place * 5 + 5], centre).allSatisfy { abs($0 - $1) < 0.1 }
            }
            #expect(found.count == 1)
        }
    }

    @Test func `many vectors in chunks give the means that all of them have`() throws {
        // More than a chunk, and one centre: the mean.
        let values = (0..<20_000).map { Float($0 % 200) / 200 }
        let vectors = Tensor(values, shape: [10_000, 2])
        let clusters = try KMeans(2, width: 2, iterations: 30, seed: 1)(vectors)
        #expect(clusters.counts.reduce(0, +) == 10_000)
        let centres = clusters.centres.floats()
        let mean = (centres[0] * clusters.counts[0] + centres[2] * clusters.counts[1]) / 10_000
        let expected = values.enumerated().filter { $0.offset % 2 == 0 }.reduce(0.0) {
            $0 + Double($1.element)
        }
        #expect(abs(Double(mean) - expected / 10_000) < 1e-4)
    }

    @Test func `the same seed gives the same centres, and too few vectors none`() throws {
        let vectors = vectors(ClusteredLatent(width: 3, clusters: 9, noise: 1), batches: 2)
        let kMeans = try KMeans(6, width: 3, iterations: 5, seed: 7)
        #expect(try kMeans(vectors).centres == kMeans(vectors).centres)
        #expect(throws: TrainingError.self) { try kMeans(vectors.rows(0..<5)) }
        // Vectors that are all the same leave centres without any.
        let same = Tensor([Float](repeating: 0.5, count: 60), shape: [20, 3])
        #expect(try kMeans(same).centres.floats().allSatisfy { $0 == 0.5 })
    }

    @Test func `figures of usage are those of its distribution`() {
        let even = QuantizerHealth.Quantizer(
            [Int](repeating: 5, count: 64), signal: 100, noise: 1)
        #expect(abs(even.perplexity - 64) < 1e-9)
        #expect(abs(even.entropyRatio - 1) < 1e-12)
        #expect(even.expired == 0)
        #expect(abs(even.signalToNoise - 20) < 1e-9)
        let one = QuantizerHealth.Quantizer(
            [7] + [Int](repeating: 0, count: 63), signal: 1, noise: 1)
        #expect(one.perplexity == 1)
        #expect(one.entropyRatio == 0)
        #expect(one.expired == 63.0 / 64)
        #expect(one.signalToNoise == 0)
        let two = QuantizerHealth.Quantizer([3, 3, 0, 0], signal: 1, noise: 2)
        #expect(abs(two.perplexity - 2) < 1e-12)
        #expect(abs(two.entropyRatio - 0.5) < 1e-12)
    }
}
