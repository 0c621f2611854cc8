import AudioSignal
import Testing

@Suite struct TruePeakLimiterTests {
    private func limited(
        _ pieces: [[Float]], rate: SampleRate = SampleRate(24_000), ceiling: Double = -1,
        lookAhead: Duration = .milliseconds(5)
    ) -> [Float] {
        var limiter = TruePeakLimiter(rate: rate, ceiling: ceiling, lookAhead: lookAhead)
        var output: [Float] = []
        for piece in pieces { output += limiter.process(piece) }
        return output + limiter.finish()
    }

    @Test(arguments: 1...6)
    func `streaming in any pieces gives the offline samples`(seed: Int) {
        let input = Signals.bursts(30_000, seed: UInt64(seed))
        let offline = limited([input])
        #expect(offline.count == input.count)
        expectSame(limited(Signals.pieces(input, seed: UInt64(seed) + 50)), offline)
        expectSame(limited(input.map { [$0] }), offline)
    }

    @Test(arguments: [4_000, 22_050, 24_000, 48_000])
    func `true peaks stay under the ceiling`(hertz: Int) throws {
        let rate = SampleRate(hertz)
        for (index, input) in [
            Signals.bursts(hertz, seed: 3, loudest: 3),
            Signals.tone(
                Double(hertz) / 4, rate: hertz, count: hertz, amplitude: 1, phase: .pi / 4),
            Signals.tone(200, rate: hertz, count: hertz, amplitude: 8),
        ].enumerated() {
            let meter = LoudnessMeter(rate: rate)
            meter.process(limited([input], rate: rate))
            let peak = try #require(meter.truePeak)
            // White noise has its peaks near the Nyquist frequency, where short
            // interpolation filters, this one and the meter's, differ.
            #expect(peak < (index == 0 ? -0.5 : -0.9), "signal \(index)")
        }
    }

    @Test func `samples never pass the ceiling`() {
        let ceiling = Gain(decibels: -1).factor * 1.000_001
        let output = limited([Signals.bursts(50_000, seed: 11, loudest: 20)])
        #expect(output.allSatisfy { abs($0) <= ceiling })
    }

    @Test func `what is under the ceiling passes bit for bit`() {
        // Interpolated noise of 0.4 can't reach 0.89: the filter at most
        // multiplies by 2.1, the sum of its coefficients' magnitudes.
        let quiet = Signals.noise(10_000, seed: 4, amplitude: 0.4)
        expectSame(limited(Signals.pieces(quiet, seed: 2)), quiet)
        let tone = Signals.tone(440, rate: 24_000, count: 10_000, amplitude: 0.88)
        // Where it breaks off at its full swing the peak between samples is higher.
        expectSame(limited([tone])[..<9_700], tone[..<9_700])
        #expect(limited([]).isEmpty)
        #expect(limited([[0.5]]) == [0.5])
    }

    @Test func `after a peak the signal comes back to the very bits`() {
        var input = Signals.tone(440, rate: 24_000, count: 60_000, amplitude: 0.5)
        input[10_000] = 3
        let output = limited([input])
        expectSame(output[..<9_800], input[..<9_800])
        #expect(output[10_000] < 0.9)
        expectSame(output[58_000...], input[58_000...])
    }

    @Test func `the gain moves smoothly`() {
        let input =
            [Float](repeating: 0.5, count: 5000) + [Float](repeating: 2, count: 5000)
            + [Float](repeating: 0.5, count: 20_000)
        let output = limited([input])
        for index in 1..<output.count where input[index] == input[index - 1] {
            #expect(
                abs(output[index] / input[index] - output[index - 1] / input[index - 1]) < 0.012)
        }
    }

    @Test func `the largest reduction is told`() {
        var limiter = TruePeakLimiter(rate: SampleRate(24_000), ceiling: 0)
        #expect(limiter.largestReduction == 0)
        _ = limiter.process([Float](repeating: 2, count: 10_000))
        // The step from nothing to 2 has a peak between samples that is a little higher.
        #expect((6.02..<7.5).contains(limiter.largestReduction))
    }

    @Test func `odd settings and odd samples do no harm`() {
        _ = limited([Signals.bursts(3000, seed: 1)], lookAhead: .zero)
        _ = limited([Signals.bursts(3000, seed: 1)], lookAhead: .seconds(9))
        let hostile = limited([[.nan, .infinity, -.infinity, 1e30, 0.1]])
        #expect(hostile.count == 5)
    }
}
