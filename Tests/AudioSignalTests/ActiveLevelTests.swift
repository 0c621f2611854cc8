import AudioSignal
import Foundation
import Testing

/// Levels as scripts/golden/active_level.py prints them, by the ITU's tool.
@Suite struct ActiveLevelTests {
    /// A tone of 200 Hz that sounds for `on` of every `period` seconds, over one 50 dB softer.
    private func bursts(
        _ rate: Int, on: Double, period: Double, peak: Double, seconds: Int = 20
    ) -> AudioBuffer {
        AudioBuffer(
            rate: SampleRate(rate),
            samples: (0..<rate * seconds).map { place in
                let time = Double(place) / Double(rate)
                let gain = fmod(time, period) < on ? 1 : pow(10, -50.0 / 20)
                return Float(peak * gain * sin(2 * .pi * 200 * time))
            })
    }

    @Test(arguments: [
        (16_000, 1.0, 1.0, 0.5, -9.026, 0.999), (16_000, 1, 2, 0.5, -10.089, 0.638),
        (16_000, 0.3, 0.4, 0.1, -24.255, 0.999), (8_000, 0.5, 4, 0.02, -38.948, 0.196),
        (24_000, 2, 5, 0.9, -4.475, 0.454),
    ])
    func `level and activity are those of the ITU's tool`(
        rate: Int, on: Double, period: Double, peak: Double, level: Double, activity: Double
    ) throws {
        let audio = bursts(rate, on: on, period: period, peak: peak)
        var meter = ActiveLevelMeter(rate: audio.rate)
        meter.process(audio.samples)
        // The tool's interpolation ends within half a decibel of the margin.
        #expect(abs(try #require(meter.level) - level) < 0.25)
        #expect(abs(meter.activity - activity) < 0.03)
    }

    @Test func `pauses and pieces change nothing`() throws {
        let audio = bursts(16_000, on: 1.5, period: 2, peak: 0.3)
        var whole = ActiveLevelMeter(rate: audio.rate)
        whole.process(audio.samples)
        var pieces = ActiveLevelMeter(rate: audio.rate)
        var rest = audio.samples[...]
        for count in [1, 7_000, 0, 50_000, 400_000] {
            pieces.process(Array(rest.prefix(count)))
            rest = rest.dropFirst(count)
        }
        #expect(pieces.level == whole.level)
        // A minute of silence behind it.
        whole.process([Float](repeating: 0, count: 960_000))
        #expect(abs(try #require(whole.level) - (try #require(pieces.level))) < 0.1)
        #expect(whole.activity < pieces.activity / 3)
    }

    @Test func `what is amplified has the level`() throws {
        let audio = bursts(16_000, on: 0.7, period: 1.3, peak: 0.02)
        var (softer, louder) = (
            ActiveLevelMeter(rate: audio.rate), ActiveLevelMeter(rate: audio.rate)
        )
        softer.process(audio.samples)
        var samples = audio.samples
        softer.gain(to: -26).apply(to: &samples)
        louder.process(samples)
        #expect(abs(try #require(louder.level) + 26) < 0.05)
    }

    @Test func `silence has no level`() {
        var meter = ActiveLevelMeter(rate: SampleRate(16_000))
        #expect(meter.level == nil && meter.activity == 0)
        meter.process([Float](repeating: 1e-6, count: 16_000))
        #expect(meter.level == nil && meter.activity == 0)
        #expect(meter.gain(to: -26) == .unity)
    }
}
