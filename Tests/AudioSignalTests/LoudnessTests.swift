import AudioSignal
import Testing

@Suite struct LoudnessTests {
    /// EBU Tech 3341, test signal 1, on one channel: a 1 kHz tone at -23 dBFS reads -23 LUFS
    /// on two channels, so 3.01 less on one. (997 Hz in BS.1770-4.)
    @Test func `the reference tone reads as the standard says`() throws {
        let amplitude = 0.070_794_578  // -23 dBFS
        let meter = LoudnessMeter(rate: SampleRate(48_000))
        let tone = Signals.tone(1000, rate: 48_000, count: 480_000, amplitude: amplitude)
        for piece in Signals.pieces(tone, seed: 5) { meter.process(piece) }
        let loudness = try #require(meter.integrated)
        #expect(abs(loudness - -26.01) < 0.1)
        let peak = try #require(meter.truePeak)
        #expect(abs(peak - -23) < 0.2)
    }

    @Test func `a peak between samples is seen`() throws {
        // A quarter of the rate at 45 degrees: samples at 0.707, peaks at 1.
        let tone = Signals.tone(
            6000, rate: 24_000, count: 24_000, amplitude: 1, phase: .pi / 4)
        let meter = LoudnessMeter(rate: SampleRate(24_000))
        meter.process(tone)
        #expect(abs(try #require(meter.truePeak)) < 0.3)
    }

    @Test func `silence and next to nothing have no loudness`() {
        let meter = LoudnessMeter(rate: SampleRate(24_000))
        #expect(meter.integrated == nil)
        #expect(meter.truePeak == nil)
        meter.process([])
        meter.process([Float](repeating: 0, count: 48_000))
        #expect(meter.integrated == nil)
        #expect(meter.truePeak == nil)
    }

    @Test(arguments: [1200, 2400, 9599, 9600])
    func `a single short word has a loudness`(count: Int) throws {
        let rate = SampleRate(24_000)
        let long = AudioBuffer(
            rate: rate, samples: Signals.tone(500, rate: 24_000, count: 96_000))
        let wanted = try #require(LoudnessMeter.integrated(long))
        let short = LoudnessMeter(rate: rate)
        for piece in Signals.pieces([Float](long.samples.prefix(count)), seed: 2) {
            short.process(piece)
        }
        #expect(abs(try #require(short.integrated) - wanted) < 0.2)
        #expect(LoudnessMeter.integrated(.init(rate: rate)) == nil)
        #expect(LoudnessMeter.integrated(.silence(.milliseconds(50), rate: rate)) == nil)
    }

    @Test func `the gain and the limiter reach the target`() throws {
        let target = try #require(LoudnessTarget(integrated: -16))
        let rate = SampleRate(24_000)
        // A crest factor like that of speech: strong short bursts over quiet noise.
        let quiet = AudioBuffer(
            rate: rate,
            samples: Signals.bursts(240_000, seed: 9, loudest: 0.1))
        let gain = target.gain(forMeasured: LoudnessMeter.integrated(quiet))
        var limiter = TruePeakLimiter(rate: rate, ceiling: target.ceiling)
        var loud = limiter.process(quiet.scaled(by: gain).samples)
        loud += limiter.finish()
        let meter = LoudnessMeter(rate: rate)
        meter.process(loud)
        #expect(abs(try #require(meter.integrated) - -16) < 1)
        #expect(try #require(meter.truePeak) < -0.9)
    }

    @Test func `targets out of range don't exist, gains stay finite`() throws {
        #expect(LoudnessTarget(integrated: -61) == nil)
        #expect(LoudnessTarget(integrated: 0) == nil)
        #expect(LoudnessTarget(integrated: .nan) == nil)
        #expect(LoudnessTarget(integrated: -16, ceiling: 1) == nil)
        let target = try #require(LoudnessTarget(integrated: -16))
        #expect(target.gain(forMeasured: nil) == .unity)
        #expect(target.gain(forMeasured: -.infinity) == .unity)
        #expect(abs(target.gain(forMeasured: -69).decibels - 40) < 1e-3)
        #expect(abs(target.gain(forMeasured: -10).decibels - -6) < 1e-3)
    }

    @Test func `peaks are normalised`() {
        let audio = AudioBuffer(rate: SampleRate(8000), samples: [0.1, -0.25, 0.2])
        #expect(abs(audio.peakNormalized(to: 0).peak - 1) < 1e-6)
        #expect(abs(audio.peakNormalized(to: -6.0206).peak - 0.5) < 1e-4)
        let silence = AudioBuffer.silence(.milliseconds(5), rate: audio.rate)
        #expect(silence.peakNormalized() == silence)
        #expect(Gain(decibels: 0) == .unity)
    }
}
