import AudioFeatures
import AudioSignal
import Foundation
import Testing

/// Pitch as it is to be heard, of a signal that arrives.
struct PitchFollowerTests {
    private static let rate = 16_000

    /// Words of voiced sound whose pitch moves, with noise between and below them.
    private static func speech(noise: Float) -> (samples: [Float], pitch: [Float]) {
        var source = NoiseSource(seed: 5)
        var (phase, samples, pitch) = (0.0, [Float](), [Float]())
        for frame in 0..<400 {
            let isVoiced = frame % 50 < 32
            // Two voices' ranges, one after the other.
            let middle = 120.0 * exp(0.2 * sin(Double(frame) / 9))
            pitch.append(isVoiced ? Float(middle) : 0)
            for _ in 0..<320 {
                phase += middle / Double(rate)
                // A formant at the third to fifth harmonics, so that octaves may be mistaken.
                let sum = (1...20).reduce(0.0) { sum, harmonic in
                    let height = Double(harmonic) * middle
                    let gain = exp(-pow((height - 520) / 220, 2)) + 0.15 * exp(-height / 1500)
                    return sum + gain * sin(2 * .pi * phase * Double(harmonic))
                }
                samples.append((isVoiced ? Float(0.1 * sum) : 0) + noise * source.next())
            }
        }
        return (samples, pitch)
    }

    @Test(arguments: [0.0005, 0.003, 0.01] as [Float])
    func `pitch is right without an octave's mistake, voicing nearly always`(noise: Float) throws {
        let (samples, pitch) = Self.speech(noise: noise)
        let features = try ProsodyFeatures(
            AudioBuffer(rate: SampleRate(Self.rate), samples: samples))
        let pairs = Array(zip(features.frequencies, pitch).dropFirst(10))
        let both = pairs.filter { $0 > 0 && $1 > 0 }
        let voiced = pairs.count { $0.1 > 0 }
        #expect(both.count > voiced * 93 / 100, "\(both.count) of \(voiced)")
        #expect(both.count { abs($0 / $1 - 1) > 0.06 } <= both.count / 50)
        let wrong = pairs.filter { $0.0 > 0 && $0.1 == 0 }.count
        #expect(wrong < (pairs.count - voiced) * 15 / 100, "\(wrong)")
    }

    @Test func `noise and silence have no pitch`() throws {
        var source = NoiseSource(seed: 8)
        let noise = (0..<64_000).map { _ in 0.1 * source.next() }
        for samples in [noise, [Float](repeating: 0, count: 64_000)] {
            let features = try ProsodyFeatures(
                AudioBuffer(rate: SampleRate(Self.rate), samples: samples))
            #expect(features.frequencies.count { $0 > 0 } <= features.frameCount / 20)
        }
    }
}

private struct NoiseSource {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    /// Within -1 ... 1.
    mutating func next() -> Float {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Float(Int32(truncatingIfNeeded: state >> 32)) / Float(Int32.max)
    }
}
