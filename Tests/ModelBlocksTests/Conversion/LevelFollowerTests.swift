import Testing

@testable import VoiceConversion

struct LevelFollowerTests {
    private func gain(_ levels: [Float]) -> Float {
        var source = Source(seed: 4)
        var follower = LevelFollower()
        var gain: Float = 1
        for level in levels {
            let frame = (0..<320).map { _ in
                level * Float.random(in: -1.732...1.732, using: &source)
            }
            gain = follower.next(frame).end
        }
        return gain
    }

    @Test func `pauses don't count, be they silent or noisy`() {
        let speech = [Float](repeating: 0.02, count: 400)
        let alone = gain(speech)
        for pause in [0, 0.0004] as [Float] {
            let spoken = speech.enumerated().map { $0 % 100 < 40 ? pause : $1 }
            #expect(abs(gain(spoken) / alone - 1) < 0.1, "\(gain(spoken)), not \(alone)")
        }
        #expect(gain([Float](repeating: 0, count: 200)) == 1)
    }

    @Test func `twice as loud is twice the gain`() {
        let (soft, loud) = (
            gain([Float](repeating: 0.01, count: 2_000)),
            gain([Float](repeating: 0.1, count: 2_000))
        )
        #expect(abs(loud / soft - 10) < 0.5)
    }
}
