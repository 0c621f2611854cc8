import AudioSignal
import Foundation
import SpeechRecognition
import Testing

@testable import SpeechEvaluation

struct ConversionComparisonTests {
    private let rate = SampleRate(16_000)

    /// A voice that glides up and down, with some noise.
    private func voice(
        _ hertz: Double, treble: (Int) -> Double = { _ in 0.01 }
    ) -> AudioBuffer {
        var noise = SplitMix64(seed: 5)
        var phase = 0.0
        let samples = (0..<48_000).map { place -> Float in
            phase += hertz * (1 + 0.2 * sin(Double(place) / 6_000)) / 16_000
            let tone = (1...8).reduce(0.0) { $0 + sin(2 * .pi * phase * Double($1)) / Double($1) }
            let hiss = Double(noise.index(below: 2001)) / 1000 - 1
            return Float(0.2 * tone + treble(place) * hiss)
        }
        return AudioBuffer(rate: rate, samples: samples)
    }

    @Test func `a recording is like itself`() throws {
        let source = voice(120)
        let same = try ConversionComparison(source, with: source)
        #expect(abs((try #require(same.pitchCorrelation)) - 1) < 1e-9)
        #expect(same.levelRatio == 1 && same.treble == 0 && same.roughness == 0)
    }

    @Test func `another pitch with the same melody correlates, and loudness is told`() throws {
        let (low, high) = (voice(110), voice(200))
        let soft = AudioBuffer(rate: rate, samples: high.samples.map { $0 / 2 })
        let comparison = try ConversionComparison(soft, with: low)
        #expect((try #require(comparison.pitchCorrelation)) > 0.97)
        #expect((0.45...0.55).contains(comparison.levelRatio))
        let other = AudioBuffer(rate: rate, samples: Array(voice(150).samples.reversed()))
        let unlike = try ConversionComparison(other, with: low)
        #expect((try #require(unlike.pitchCorrelation)) < 0.9)
    }

    @Test func `hiss is treble, and what flutters at 100 hertz is rough`() throws {
        let source = voice(120)
        let hissing = try ConversionComparison(voice(120) { _ in 0.1 }, with: source)
        #expect(hissing.treble > 10 && abs(hissing.roughness) < 3)
        let fluttering = try ConversionComparison(
            voice(120) { 0.01 * (1 + sin(2 * .pi * 100 * Double($0) / 16_000)) }, with: source)
        #expect(fluttering.roughness > 2 && abs(fluttering.treble) < 4)
    }

    @Test func `nothing, silence and too little are refused`() throws {
        let source = voice(120)
        let empty = AudioBuffer(rate: rate)
        #expect(throws: EvaluationError.noAudio) {
            try ConversionComparison(empty, with: source)
        }
        let silence = AudioBuffer(rate: rate, samples: [Float](repeating: 0, count: 48_000))
        #expect(throws: EvaluationError.silent) {
            try ConversionComparison(source, with: silence)
        }
        let short = AudioBuffer(rate: rate, samples: Array(source.samples.prefix(4_000)))
        #expect(throws: EvaluationError.tooShort) {
            try ConversionComparison(short, with: source)
        }
    }
}
