import Foundation
import ModelBlocks
import Testing

@Suite struct HarmonicSourceTests {
    /// Magnitude of a frequency in a signal, by its definition.
    private func magnitude(_ samples: ArraySlice<Float>, _ hertz: Double, rate: Int) -> Double {
        var (real, imaginary) = (0.0, 0.0)
        for (index, sample) in samples.enumerated() {
            let angle = 2 * Double.pi * hertz * Double(index) / Double(rate)
            real += Double(sample) * cos(angle)
            imaginary += Double(sample) * sin(angle)
        }
        return 2 * (real * real + imaginary * imaginary).squareRoot() / Double(samples.count)
    }

    @Test(arguments: [(100.0, 16_000), (125, 16_000), (250, 8_000), (800, 24_000), (5_000, 16_000)])
    func `a steady pitch has all its harmonics alike, and nothing between`(
        _ pitch: Double, _ rate: Int
    ) {
        let samples = HarmonicSource.pulses(
            repeatElement(Float(pitch), count: 110), rate: rate, hop: rate / 100)
        #expect(samples.count == 110 * (rate / 100))
        // A second, which whole hertz have whole periods in.
        let second = samples.suffix(rate)
        let count = Int((Double(rate) / 2 / pitch).rounded(.up)) - 1
        let expected = (2 / Double(count)).squareRoot()
        for harmonic in 1...count {
            let found = magnitude(second, pitch * Double(harmonic), rate: rate)
            #expect(abs(found - expected) < 1e-3, "harmonic \(harmonic): \(found)")
        }
        for between in 0..<min(count, 8) {
            // Whole hertz, on which the harmonics' own sums vanish.
            let hertz = (pitch * (Double(between) + 0.5)).rounded(.down)
            #expect(magnitude(second, hertz, rate: rate) < 1e-3)
        }
        let power = second.reduce(0.0) { $0 + Double($1 * $1) } / Double(second.count)
        #expect(abs(power - 1) < 1e-3)
    }

    @Test(arguments: 0..<8) func `any pieces give the samples of the whole`(seed: UInt64) {
        var random = Source(seed: seed)
        var pitch: [Float] = []
        for _ in 0..<60 {
            pitch.append(Bool.random(using: &random) ? .random(in: 60...500, using: &random) : 0)
        }
        let whole = HarmonicSource.pulses(pitch, rate: 16_000, hop: 161)
        var source = HarmonicSource(rate: 16_000, hop: 161)
        var samples: [Float] = []
        var rest = pitch[...]
        while !rest.isEmpty {
            let count = Int.random(in: 0...rest.count, using: &random)
            samples += source.process(rest.prefix(count))
            rest = rest.dropFirst(count)
        }
        #expect(samples + source.finish() == whole)
    }

    @Test func `there is nothing without voice, and no jump where it begins and ends`() {
        let pitch: [Float] = [0, 0, 0, 200, 200, 200, 0, 0, 0]
        let samples = HarmonicSource.pulses(pitch, rate: 16_000, hop: 200)
        #expect(samples[..<500].allSatisfy { $0 == 0 })
        #expect(samples[1300...].allSatisfy { $0 == 0 })
        #expect(samples[700..<1100].contains { abs($0) > 3 })
        // Half as loud half-way.
        let loudest = samples[560..<640].map(abs).max() ?? 0
        #expect(loudest < 0.8 * (samples[700..<1100].map(abs).max() ?? 0))
    }

    @Test(arguments: [Float.nan, .infinity, -5, 0, 8_000, 1e30])
    func `what is no pitch is no voice`(_ pitch: Float) {
        let samples = HarmonicSource.pulses([pitch, pitch], rate: 16_000, hop: 10)
        #expect(samples == [Float](repeating: 0, count: 20))
    }

    @Test func `a glide stays in tune`() {
        // From 100 to 200 hertz in a second: 150 periods, so 150 pulses.
        let pitch = (0..<100).map { Float(100) + Float($0) + 0.5 }
        let samples = HarmonicSource.pulses(pitch, rate: 16_000, hop: 160)
        var pulses = 0
        for index in 1..<samples.count - 1
        where samples[index] > 4 && samples[index] >= samples[index - 1]
            && samples[index] > samples[index + 1]
        {
            pulses += 1
        }
        #expect((148...151).contains(pulses), "\(pulses)")
    }
}
