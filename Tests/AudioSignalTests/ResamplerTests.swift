import AudioSignal
import Glibc
import Testing

@Suite struct ResamplerTests {
    @Test(arguments: [
        (16_000, 24_000), (24_000, 16_000), (22_050, 24_000), (24_000, 22_050), (22_051, 24_000),
        (4_000, 192_000), (192_000, 4_000), (44_100, 48_000),
    ])
    func `streaming in any pieces gives the offline samples`(from: Int, to: Int) {
        let input = Signals.noise(20_000, seed: UInt64(from + to))
        let whole = Resampler(from: SampleRate(from), to: SampleRate(to))
        let offline = whole.process(input) + whole.finish()
        for seed: UInt64 in 1...3 {
            let stream = Resampler(from: SampleRate(from), to: SampleRate(to))
            var output: [Float] = []
            for piece in Signals.pieces(input, seed: seed) { output += stream.process(piece) }
            output += stream.finish()
            expectSame(output, offline)
        }
    }

    @Test func `the number of samples is the nearest to the ratio`() {
        var generator = SeededGenerator(seed: 7)
        let rates = [8_000, 11_025, 16_000, 22_050, 24_000, 44_100, 48_000]
        for _ in 0..<60 {
            let from = SampleRate(rates.randomElement(using: &generator)!)
            let to = SampleRate(rates.randomElement(using: &generator)!)
            let count = Int.random(in: 0...3000, using: &generator)
            let audio = AudioBuffer(rate: from, samples: Signals.noise(count, seed: 1))
            let exact = Double(count) * Double(to.hertz) / Double(from.hertz)
            let made = Resampler.convert(audio, to: to).samples.count
            // Either neighbour where it lies half way.
            #expect(abs(Double(made) - exact) <= 0.5, "\(count) from \(from) to \(to)")
        }
    }

    @Test(arguments: Resampler.Quality.allCases)
    func `a tone stays the same tone in place`(quality: Resampler.Quality) {
        let input = AudioBuffer(
            rate: SampleRate(16_000), samples: Signals.tone(1000, rate: 16_000, count: 16_000))
        let output = Resampler.convert(input, to: SampleRate(24_000), quality: quality).samples
        let expected = Signals.tone(1000, rate: 24_000, count: 24_000)
        // The edges ring, since the tone starts and stops at once.
        let error = (2000..<22_000).map { abs(output[$0] - expected[$0]) }.max() ?? 1
        #expect(error < 2e-5)
    }

    @Test func `what can't be represented is gone`() {
        let input = AudioBuffer(
            rate: SampleRate(48_000), samples: Signals.tone(10_000, rate: 48_000, count: 48_000))
        let output = Resampler.convert(input, to: SampleRate(16_000)).samples
        #expect(output[1000..<15_000].allSatisfy { abs($0) < 1e-4 })
    }

    @Test func `equal rates pass bit for bit, at once`() {
        let stream = Resampler(from: SampleRate(24_000), to: SampleRate(24_000))
        let samples = Signals.noise(100, seed: 3)
        expectSame(stream.process(samples), samples)
        #expect(stream.finish().isEmpty)
    }

    @Test func `nothing in, nothing out`() {
        let stream = Resampler(from: SampleRate(16_000), to: SampleRate(24_000))
        #expect(stream.process([]).isEmpty)
        #expect(stream.finish().isEmpty)
        #expect(stream.finish().isEmpty)
    }
}
