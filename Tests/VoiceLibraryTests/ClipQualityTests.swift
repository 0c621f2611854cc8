import AudioSignal
import Glibc
import Testing

@testable import VoiceLibrary

@Suite struct `Clip quality` {
    private static let rate = SampleRate(16_000)

    /// Tones like syllables, 0.3 s each with 0.1 s between, for two seconds of every three, and
    /// noise all the while.
    private static func speech(
        seconds: Double, rate: SampleRate = rate, amplitude: Double = 0.2, noise: Double = 0.0003
    ) -> [Float] {
        var generator = SystemRandomNumberGenerator()
        return (0..<Int(seconds * Double(rate.hertz))).map { index in
            let time = Double(index) / Double(rate.hertz)
            let sounds =
                time.truncatingRemainder(dividingBy: 3) < 2
                && time.truncatingRemainder(dividingBy: 0.4) < 0.3
            let tone = (1...4).reduce(0.0) {
                $0 + sin(2 * .pi * 140 * Double($1) * time) / Double($1)
            }
            let random = Double.random(in: -1...1, using: &generator) * noise * 1.732
            return Float((sounds ? amplitude * tone : 0) + random)
        }
    }

    private static func quality(_ samples: [Float], rate: SampleRate = rate) -> ClipQuality {
        var meter = ClipMeter(rate: rate)
        meter.process(samples)
        return meter.quality
    }

    @Test func `good speech has no problem`() throws {
        let quality = Self.quality(Self.speech(seconds: 12))
        #expect(quality.problems == [])
        #expect(quality.isUsable)
        #expect(abs(quality.seconds - 12) < 0.001)
        // Two thirds, and what hangs over.
        #expect((7.5...9.5).contains(quality.activeSeconds), "\(quality.activeSeconds)")
    }

    @Test(arguments: [10.0, 20, 30, 40]) func `noise is estimated`(_ decibels: Double) throws {
        // Power of the tones within syllables, of which three quarters of the active time are.
        let power = 0.2 * 0.2 / 2 * (1 + 0.25 + 1.0 / 9 + 1.0 / 16) * 0.75
        let noise = (power / pow(10, decibels / 10)).squareRoot()
        let quality = Self.quality(Self.speech(seconds: 12, noise: noise))
        let told = try #require(quality.signalToNoise)
        #expect(abs(told - decibels) < 2.5, "\(told)")
        #expect(quality.problems.contains { $0.code == "noisy" } == (told < 20))
    }

    @Test func `silence that was put into a clip hides no noise, a gate's pauses have none`() throws
    {
        let clear = try #require(Self.quality(Self.speech(seconds: 12, noise: 0)).signalToNoise)
        #expect(clear > 60)
        let silence = [Float](repeating: 0, count: 32_000)
        let noisy = Self.speech(seconds: 6, noise: 0.03)
        let padded = Self.quality(silence + noisy + silence + noisy + silence)
        #expect(padded.problems.map(\.code) == ["noisy"])
    }

    @Test func `silence is an error`() {
        for samples in [[], [Float](repeating: 0, count: 48_000)] {
            #expect(Self.quality(samples).problems == [.silent])
            #expect(!Self.quality(samples).isUsable)
        }
    }

    @Test func `an offset is no speech`() throws {
        let quality = Self.quality([Float](repeating: 0.2, count: 48_000))
        #expect(quality.problems.first == .silent)
        #expect(abs(quality.offset - 0.2) < 1e-5)
        let shifted = Self.quality(Self.speech(seconds: 12).map { $0 + 0.1 })
        #expect(shifted.problems.map(\.code) == ["offset"])
        let level = try #require(Self.quality(Self.speech(seconds: 12)).activeLevel)
        #expect(abs(try #require(shifted.activeLevel) - level) < 0.2)
    }

    @Test func `noise alone is noisy`() {
        let problems = Self.quality(Self.speech(seconds: 6, amplitude: 0, noise: 0.1)).problems
        #expect(problems.contains { $0.code == "noisy" })
    }

    @Test func `short clips are warned of, shorter ones refused`() {
        #expect(Self.quality(Self.speech(seconds: 4)).problems.map(\.code) == ["little_speech"])
        let short = Self.quality(Self.speech(seconds: 0.2))
        #expect(short.problems.first?.code == "too_little_speech")
        #expect(!short.isUsable)
    }

    @Test func `clipping, a low level and a low rate are warned of`() {
        let clipped = Self.speech(seconds: 12).map { min(max($0, -0.15), 0.15) }
        #expect(Self.quality(clipped).problems.map(\.code) == ["clipped"])
        let quiet = Self.quality(Self.speech(seconds: 12, amplitude: 0.002, noise: 1e-5))
        #expect(quiet.problems.map(\.code) == ["quiet"])
        let low = SampleRate(8000)
        #expect(
            Self.quality(Self.speech(seconds: 12, rate: low), rate: low).problems
                == [.narrow(low)])
    }

    @Test func `samples that are no numbers are an error, and not used`() {
        var samples = Self.speech(seconds: 12)
        samples[100] = .nan
        samples[200] = .infinity
        var intake = ClipIntake(rate: Self.rate)
        let used = intake.process(samples)
        #expect(!used.contains { !$0.isFinite })
        #expect(intake.quality.problems == [.broken(samples: 2)])
        #expect(!intake.quality.isUsable)
        #expect(intake.quality.peak < 1)
    }

    @Test func `what is too long is cut, and told`() {
        let samples = Self.speech(seconds: 12)
        var intake = ClipIntake(rate: Self.rate, longest: .seconds(9))
        var used: [Float] = []
        for start in stride(from: 0, to: samples.count, by: 1000) {
            used += intake.process(Array(samples[start..<min(start + 1000, samples.count)]))
        }
        #expect(used == Array(samples.prefix(9 * 16_000)))
        #expect(intake.isFull)
        #expect(intake.quality.seconds == 9)
        #expect(intake.quality.problems == [.cut(seconds: 3)])
        var short = ClipIntake(rate: Self.rate)
        _ = short.process(used)
        #expect(short.hash == intake.hash)
    }

    @Test func `neither figures nor hash depend on blocks`() {
        let samples = Self.speech(seconds: 3)
        var whole = ClipIntake(rate: Self.rate)
        _ = whole.process(samples)
        var parts = ClipIntake(rate: Self.rate)
        var rest = samples[...]
        var size = 1
        while !rest.isEmpty {
            _ = parts.process(Array(rest.prefix(size)))
            rest = rest.dropFirst(size)
            size = size % 997 + 13
        }
        #expect(whole.quality == parts.quality)
        #expect(whole.hash == parts.hash)
        var other = ClipIntake(rate: SampleRate(22_050))
        _ = other.process(samples)
        #expect(other.hash != whole.hash)
    }

    @Test func `a quality is kept as JSON`() throws {
        for quality in [Shelf.quality, Self.quality(Self.speech(seconds: 3)), Self.quality([])] {
            #expect(try ClipQuality(json: quality.json) == quality)
        }
    }

    @Test(arguments: [
        "", "{}", "[]", "{\"rate\":16000", "{\"rate\":1e99}", "{\"rate\":16000,\"rate\":16000}",
        "{\"rate\":1,\"seconds\":1}",
    ])
    func `other JSON is refused`(_ json: String) {
        #expect(throws: ClipQuality.Misfit.self) { try ClipQuality(json: json) }
    }

    @Test func `figures that nothing has are refused`() {
        let json = Shelf.quality.json
        for (from, to) in [
            ("12.5", "-1"), ("12.5", "1e300"), ("41.5", "\"a\""), ("16000", "3"),
            ("\"peak\":0.5,", ""),
        ] {
            #expect(json.contains(from))
            #expect(throws: ClipQuality.Misfit.self) {
                try ClipQuality(json: json.replacing(from, with: to))
            }
        }
        #expect(throws: Never.self) {
            try ClipQuality(json: json.replacing("{", with: "{\"later\":[{}],"))
        }
    }
}
