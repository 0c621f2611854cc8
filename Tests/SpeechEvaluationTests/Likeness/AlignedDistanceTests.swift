import AudioSignal
import Testing

@testable import SpeechEvaluation

struct AlignedDistanceTests {
    @Test func `pace doesn't count`() {
        let word = [[0.0, 1], [2, 2], [5, 0], [1, 1]]
        let slow = word.flatMap { [$0, $0, $0] }
        #expect(AlignedDistance.distance(word, word) == 0)
        #expect(AlignedDistance.distance(word, slow) == 0)
        #expect(AlignedDistance.distance(slow, word) == 0)
    }

    @Test func `what is apart everywhere is apart by as much`() {
        let word = (0..<20).map { [Double($0 * 10), 0] }
        let other = word.map { [$0[0], 3] }
        #expect(abs(AlignedDistance.distance(word, other) - 3) < 1e-12)
        // Another order can't be warped away.
        #expect(AlignedDistance.distance(word, word.reversed()) > 10)
    }

    @Test func `silence and hours are refused`() throws {
        let distance = AlignedDistance()
        let rate = SampleRate(16_000)
        let noise = AudioBuffer(
            rate: rate, samples: (0..<16_000).map { Float(($0 * 7_919) % 101) / 101 - 0.5 })
        #expect(try distance(noise, noise) == 0)
        #expect(throws: EvaluationError.self) {
            try distance(
                noise, AudioBuffer(rate: rate, samples: [Float](repeating: 0, count: 9_000)))
        }
        #expect(throws: EvaluationError.self) {
            try distance(
                AudioBuffer(rate: rate, samples: [Float](repeating: 0.1, count: 61 * 16_000)), noise
            )
        }
    }
}
