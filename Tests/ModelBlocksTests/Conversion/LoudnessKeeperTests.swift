import Testing

@testable import VoiceConversion

struct LoudnessKeeperTests {
    /// Frames of noise of these levels, through a network that is late by two frames and multiplies
    /// by a factor.
    private func levels(_ levels: [Float], factor: Float) -> [Float] {
        var source = Source(seed: 4)
        let frames = levels.map { level in
            (0..<320).map { _ in level * Float.random(in: -1.7...1.7, using: &source) }
        }
        var keeper = LoudnessKeeper(lookAhead: 2)
        return frames.indices.map { index in
            let late = index < 2 ? [Float](repeating: 0, count: 320) : frames[index - 2]
            var sound = late.map { $0 * factor }[...]
            keeper.next(frames[index], making: &sound)
            return (sound.reduce(0) { $0 + $1 * $1 } / 320).squareRoot()
        }
    }

    @Test(arguments: [0.5, 0.7, 1, 1.6])
    func `what comes out becomes as loud as what went in`(factor: Float) {
        let made = levels([Float](repeating: 0.05, count: 300), factor: factor)
        #expect(made[290] / 0.05 > 0.93 && made[290] / 0.05 < 1.07, "\(made[290])")
    }

    @Test func `loudness that changes isn't held against the sound that comes later`() {
        let swelling = (0..<300).map { Float($0 % 50 < 25 ? 0.1 : 0.01) }
        let made = levels(swelling, factor: 1)
        for (now, then) in zip(made.dropFirst(100), swelling.dropFirst(98)) {
            #expect(now / then > 0.85 && now / then < 1.15)
        }
    }

    @Test func `silence stays silence, and gains have an end`() {
        #expect(levels([Float](repeating: 0, count: 50), factor: 1).allSatisfy { $0 == 0 })
        let soft = levels([Float](repeating: 0.1, count: 400), factor: 0.01)
        #expect(abs(soft[399] / 0.1 - 0.025) < 0.004)
    }
}
