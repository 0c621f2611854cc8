import AudioSignal
import Foundation
import SpeechEvaluation
import Testing

/// Against scripts/golden/voice_distance.py, by NumPy.
@Suite struct VoiceDistanceTests {
    /// Noise through a resonator, loud and quiet by turns: something with the statistics of a
    /// voice.
    static func sound(pole: Double, seed: UInt64, seconds: Int = 4) -> AudioBuffer {
        var state = seed
        var (first, second) = (0.0, 0.0)
        let samples = (0..<16_000 * seconds).map { index in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            let noise = Double(state >> 40) / Double(1 << 24) - 0.5
            let next = noise + 2 * 0.95 * cos(pole) * first - 0.9025 * second
            (first, second) = (next, first)
            // Every other quarter of a second.
            return Float(index / 4000 % 2 == 0 ? next * 0.05 : next * 0.0005)
        }
        return AudioBuffer(rate: SampleRate(16_000), samples: samples)
    }

    private func statistics(_ audio: AudioBuffer) throws -> VoiceStatistics {
        try AudioJudge(dnsmos: nil).voice(of: audio)
    }

    @Test func `the distance is the reference's`() throws {
        let a = try statistics(Self.sound(pole: 0.3, seed: 1))
        let b = try statistics(Self.sound(pole: 0.5, seed: 2))
        #expect(a.frames == 214)
        let distance = try #require(VoiceDistance.between(a, b))
        #expect(abs(distance - 9.517_805) < 0.01)
        #expect(VoiceDistance.between(b, a).map { abs($0 - distance) < 1e-9 } == true)
    }

    @Test func `a voice is nearer to itself than to another, whatever its loudness`() throws {
        let audio = Self.sound(pole: 0.3, seed: 1)
        let a = try statistics(audio)
        let again = try statistics(Self.sound(pole: 0.3, seed: 9))
        let other = try statistics(Self.sound(pole: 0.5, seed: 3))
        let near = try #require(VoiceDistance.between(a, again))
        let far = try #require(VoiceDistance.between(a, other))
        #expect(near < far / 10)
        let quiet = try statistics(
            AudioBuffer(rate: audio.rate, samples: audio.samples.map { $0 * 0.25 }))
        #expect(try #require(VoiceDistance.between(a, quiet)) < near / 10)
        #expect(VoiceDistance.between(a, a) == 0)
    }

    @Test func `recordings add up`() throws {
        let (one, two) = (Self.sound(pole: 0.3, seed: 1), Self.sound(pole: 0.4, seed: 2))
        let both = try statistics(one) + statistics(two)
        #expect(both.frames == (try statistics(one).frames) + (try statistics(two).frames))
    }

    @Test func `too little speech tells nothing, silence is named`() throws {
        let short = try statistics(Self.sound(pole: 0.3, seed: 1, seconds: 1))
        let whole = try statistics(Self.sound(pole: 0.3, seed: 1))
        #expect(VoiceDistance.between(short, whole) == nil)
        #expect(throws: EvaluationError.silent) {
            try statistics(.silence(.seconds(1), rate: SampleRate(16_000)))
        }
        #expect(throws: EvaluationError.noAudio) {
            try statistics(AudioBuffer(rate: SampleRate(16_000)))
        }
    }
}
