import Glibc
import Testing

@testable import VoiceLibrary

@Suite struct `Speaker meter` {
    /// Frames of somebody: around a place, in several directions from it, as sounds are.
    private static func frames(
        _ count: Int, of speaker: Double, _ source: inout SystemRandomNumberGenerator
    ) -> [[Double]] {
        (0..<count).map { frame in
            let sound = Double(frame / 8 % 5)
            return (0..<SpeakerPiece.width).map { coefficient in
                speaker * cos(Double(coefficient) * 1.7) + sin(sound * Double(coefficient + 1))
                    + Double.random(in: -1...1, using: &source)
            }
        }
    }

    @Test(arguments: [400, 2000, 20_000]) func `two differ by more than one`(count: Int) throws {
        var source = SystemRandomNumberGenerator()
        var (one, two) = (SpeakerMeter(), SpeakerMeter())
        one.add(Self.frames(count, of: 0, &source))
        for turn in 0..<4 { two.add(Self.frames(count / 4, of: Double(turn % 2) * 3, &source)) }
        let (single, both) = (try #require(one.spread), try #require(two.spread))
        #expect(single < ClipQuality.twoSpeakers, "\(single)")
        #expect(both > ClipQuality.twoSpeakers, "\(both)")
    }

    @Test func `too little speech isn't judged, and neither is what has no pitch`() {
        var source = SystemRandomNumberGenerator()
        var meter = SpeakerMeter()
        meter.add(Self.frames(SpeakerMeter.enough - 1, of: 0, &source))
        #expect(meter.spread == nil)
        var still = SpeakerMeter()
        still.process([Float](repeating: 0, count: 160_000))
        #expect(still.spread == nil)
    }

    @Test func `frames that are all alike have no spread`() throws {
        var meter = SpeakerMeter()
        meter.add([[Double]](repeating: [Double](repeating: 1, count: 12), count: 1000))
        #expect(abs(try #require(meter.spread)) < 1e-3)
    }

    @Test func `blocks make no difference`() {
        let samples = (0..<48_000).map { place -> Float in
            let time = Double(place) / 16_000
            return Float((1...9).reduce(0.0) { $0 + sin(2 * .pi * 130 * Double($1) * time) } / 20)
        }
        var (whole, parts) = (SpeakerCepstra(), SpeakerCepstra())
        let expected = whole.process(samples)
        var got: [[Double]] = []
        for start in stride(from: 0, to: samples.count, by: 777) {
            got += parts.process(Array(samples[start..<min(start + 777, samples.count)]))
        }
        #expect(expected.count > 100)
        #expect(got == expected)
    }

    @Test func `a warning, and no refusal`() {
        var quality = Shelf.quality
        #expect(quality.problems == [])
        quality.speakerSpread = ClipQuality.twoSpeakers + 1
        #expect(quality.problems == [.twoSpeakers])
        #expect(quality.isUsable)
        #expect(try! ClipQuality(json: quality.json) == quality)
    }
}
