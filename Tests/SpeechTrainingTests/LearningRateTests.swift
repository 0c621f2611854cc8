import SpeechTraining
import Testing

struct LearningRateTests {
    private func isNear(_ rate: LearningRate, _ golden: [Double]) -> Bool {
        golden.indices.allSatisfy { abs(rate.rate(at: $0) - golden[$0]) < 1e-9 }
    }

    @Test func `courses are PyTorch's`() throws {
        let golden = try Golden.read()
        #expect(isNear(LearningRate(0.5, .oneCycle(steps: 20)), golden.oneCycle))
        #expect(isNear(LearningRate(0.5, .cosine(steps: 10, floor: 0.1)), golden.cosine))
        #expect(isNear(LearningRate(0.5, .exponential(factor: 0.9, every: 3)), golden.exponential))
    }

    @Test func `warming up rises in equal parts and then the course begins`() {
        let rate = LearningRate(1, warmUp: 4, .exponential(factor: 0.5, every: 1))
        #expect((0..<6).map { rate.rate(at: $0) } == [0.25, 0.5, 0.75, 1, 1, 0.5])
    }

    @Test func `courses stay at their end`() {
        let rate = LearningRate(1, .cosine(steps: 10, floor: 0.1))
        #expect(abs(rate.rate(at: 1000) - 0.1) < 1e-12)
        #expect(LearningRate(2).rate(at: 1 << 40) == 2)
    }
}
