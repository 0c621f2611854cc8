import AudioFeatures
import Glibc
import ModelBlocks
import TensorRuntime
import Testing

@testable import VoiceConversion

struct ToneTests {
    private static let hop = ConversionModel.hop

    /// White noise, each sample with a part of the one before: 1 for dark, -1 for bright.
    private static func noise(_ count: Int, colour: Float, loudness: Float = 0.1) -> [Float] {
        var source = Source(seed: 5)
        var last: Float = 0
        return (0..<count).map { _ in
            last = colour * last + loudness * Float.random(in: -1...1, using: &source)
            return last
        }
    }

    private static func follower(_ samples: [Float]) throws -> ToneFollower {
        var follower = try ToneFollower(memory: .infinity)
        for start in stride(from: 0, through: samples.count - hop, by: hop) {
            follower.next(Array(samples[start..<start + hop]))
        }
        return follower
    }

    private static func difference(_ a: [Float], _ b: [Float]) -> Float {
        zip(a, b).reduce(0) { $0 + abs($1.0 - $1.1) } / Float(a.count)
    }

    @Test func `no gains let everything through`() {
        let design = MinimumPhaseDesign(ToneFollower.bands)
        let none = design.filter([Float](repeating: 0, count: SpeechTone.bandCount))
        #expect(none[0] == 1 && none.dropFirst().allSatisfy { $0 == 0 })
        let louder = design.filter([Float](repeating: 0.5, count: SpeechTone.bandCount))
        #expect(abs(louder[0] - exp(0.5)) < 1e-4)
        #expect(louder.dropFirst().allSatisfy { abs($0) < 1e-4 })
    }

    @Test func `a filter has the gains that are asked for`() {
        let gains = (0..<SpeechTone.bandCount).map { 0.8 * sin(Float($0) / 4) }
        let response = MinimumPhaseDesign(ToneFollower.bands).filter(gains)
        let bands = ToneFollower.bands
        let (low, high) = (bands.scale.mels(bands.lowest), bands.scale.mels(bands.highest))
        for band in stride(from: 3, to: SpeechTone.bandCount, by: 4) {
            let hertz = bands.scale.hertz(
                low + (high - low) * Double(band + 1) / Double(SpeechTone.bandCount + 1))
            var (real, imaginary) = (0.0, 0.0)
            for (place, value) in response.enumerated() {
                let angle = 2 * Double.pi * hertz / 16_000 * Double(place)
                real += Double(value) * cos(angle)
                imaginary -= Double(value) * sin(angle)
            }
            let gain = log(real * real + imaginary * imaginary) / 2
            #expect(abs(gain - Double(gains[band])) < 0.1, "band \(band)")
        }
    }

    @Test func `dark sound gets the tone of bright sound`() throws {
        let target = try #require(try Self.follower(Self.noise(80_000, colour: -0.3)).tone)
        let dark = Self.noise(240_000, colour: 0.6)
        var matcher = try ToneMatcher()
        matcher.target = target
        var made: [Float] = []
        for start in stride(from: 0, to: dark.count, by: Self.hop) {
            var frame = dark[start..<start + Self.hop]
            matcher.next(&frame)
            made += frame
        }
        let before = try #require(try Self.follower(dark).tone)
        let after = try #require(try Self.follower(Array(made.suffix(80_000))).tone)
        #expect(Self.difference(before.bands, target.bands) > 1)
        #expect(Self.difference(after.bands, target.bands) < 0.15)
    }

    @Test func `what is known before counts from the first frame on`() throws {
        let target = try #require(try Self.follower(Self.noise(80_000, colour: -0.3)).tone)
        let dark = Self.noise(160_000, colour: 0.6)
        func beginning(knowing other: ToneMatcher?) throws -> (made: [Float], ToneMatcher) {
            var matcher = try ToneMatcher()
            matcher.target = target
            if let other { matcher.know(other) }
            var made: [Float] = []
            for start in stride(from: 0, to: dark.count, by: Self.hop) {
                var frame = dark[start..<start + Self.hop]
                matcher.next(&frame)
                made += frame
            }
            return (Array(made.prefix(48_000)), matcher)
        }
        let (unknown, heard) = try beginning(knowing: nil)
        let (known, _) = try beginning(knowing: heard)
        let tones = try [unknown, known].map { try #require(try Self.follower($0).tone).bands }
        #expect(
            Self.difference(tones[1], target.bands) < 0.5 * Self.difference(tones[0], target.bands))
    }

    @Test func `without a target nothing changes`() throws {
        var matcher = try ToneMatcher()
        let sound = Self.noise(Self.hop * 4, colour: 0.5)
        for start in stride(from: 0, to: sound.count, by: Self.hop) {
            var frame = sound[start..<start + Self.hop]
            matcher.next(&frame)
            #expect(frame == sound[start..<start + Self.hop])
        }
    }

    @Test func `pauses have no tone`() throws {
        let speech = Self.noise(64_000, colour: 0.5)
        let hum = Self.noise(64_000, colour: -0.9, loudness: 0.001)
        let pure = try #require(try Self.follower(speech).tone)
        let mixed = try #require(try Self.follower(hum + speech + hum).tone)
        #expect(Self.difference(pure.bands, mixed.bands) < 0.1)
        #expect(try Self.follower([Float](repeating: 0, count: 64_000)).tone == nil)
        #expect(try Self.follower(Array(speech.prefix(16_000))).tone == nil)
    }

    @Test func `a tone is kept with its voice`() throws {
        var voice = TargetVoice(vector: [1, 2], pitchMean: 5, pitchDeviation: 0.25)
        #expect(TargetVoice(features: voice.features) == voice)
        voice.tone = try Self.follower(Self.noise(80_000, colour: 0)).tone
        #expect(voice.tone != nil)
        #expect(TargetVoice(features: voice.features) == voice)
        var features = voice.features
        features["tone"] = Tensor([Float](repeating: 0, count: 5), shape: [5])
        #expect(TargetVoice(features: features) == nil)
        features["tone"] = Tensor(
            [Float](repeating: .nan, count: SpeechTone.bandCount), shape: [SpeechTone.bandCount])
        #expect(TargetVoice(features: features) == nil)
    }
}
