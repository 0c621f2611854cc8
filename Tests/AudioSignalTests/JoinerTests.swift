import AudioSignal
import Testing

@Suite struct JoinerTests {
    private let rate = SampleRate(24_000)

    /// Segments with the pauses behind them, as one stream.
    private func joined(
        _ segments: [(samples: [Float], pause: Duration)], cutBy seed: UInt64? = nil,
        settings: Joiner.Settings = .init()
    ) -> [Float] {
        var joiner = Joiner(rate: rate, settings: settings)
        var output: [Float] = []
        for (index, segment) in segments.enumerated() {
            let pieces =
                seed.map { Signals.pieces(segment.samples, seed: $0 + UInt64(index)) }
                ?? [segment.samples]
            for piece in pieces { output += joiner.append(piece) }
            output += joiner.endSegment(pause: segment.pause)
        }
        output += joiner.finish()
        #expect(joiner.position == output.count)
        return output
    }

    private func randomSegments(_ seed: UInt64) -> [(samples: [Float], pause: Duration)] {
        var generator = SeededGenerator(seed: seed)
        return (0..<8).map { index in
            let count = [0, 1, 50, 191, 192, 193, 400, 3000].randomElement(using: &generator) ?? 0
            let pause = [0, 0, 10, 350].randomElement(using: &generator) ?? 0
            return (Signals.noise(count, seed: seed + UInt64(index)), .milliseconds(pause))
        }
    }

    @Test(arguments: 1...30)
    func `streaming in any pieces gives the offline samples`(seed: Int) {
        let segments = randomSegments(UInt64(seed))
        let offline = joined(segments)
        expectSame(joined(segments, cutBy: UInt64(seed) + 7), offline)
    }

    @Test func `a pause is exactly as long as asked`() {
        let tone = Signals.tone(300, rate: 24_000, count: 4800)
        let output = joined([(tone, .milliseconds(350)), (tone, .zero)])
        #expect(output.count == 4800 + 8400 + 4800)
        #expect(output[4800..<13_200].allSatisfy { $0 == 0 })
        // Beyond the fades nothing is touched.
        expectSame(output[120..<(4800 - 192)], tone[120..<(4800 - 192)])
        expectSame(output[(13_200 + 120)..<(18_000 - 192)], tone[120..<(4800 - 192)])
    }

    @Test(arguments: [0, 10, 350])
    func `there are no clicks`(pause: Int) {
        // Segments that start and stop at full swing; within, a tone of 100 Hz at 0.5
        // moves by at most 0.013 a sample. A fade of 5 ms adds at most 0.5 × π/2 / 120 to it.
        let tone = Signals.tone(100, rate: 24_000, count: 2400 + 60, phase: .pi / 2)
        let output = joined([(tone, .milliseconds(pause)), (tone, .milliseconds(pause))])
        let steps = zip(output, output.dropFirst()).map { abs($0 - $1) }
        #expect(steps.max() ?? 1 < 0.02)
        #expect(abs(output.first ?? 1) < 1e-3)
        #expect(abs(output.last ?? 1) < 1e-3)
    }

    @Test func `without a pause segments overlap by the cross-fade at equal power`() {
        let first = Signals.noise(24_000, seed: 1)
        let second = Signals.noise(24_000, seed: 2)
        let settings = Joiner.Settings(crossfade: .milliseconds(100))
        let output = joined([(first, .zero), (second, .zero)], settings: settings)
        #expect(output.count == 48_000 - 2400)
        func power(_ range: Range<Int>) -> Float {
            output[range].reduce(0) { $0 + $1 * $1 } / Float(range.count)
        }
        let ratio = power(21_600..<24_000) / power(10_000..<20_000)
        #expect(abs(ratio - 1) < 0.1)
    }

    @Test func `a cross-fade of zero sets segments edge to edge`() {
        let settings = Joiner.Settings(fadeIn: .zero, fadeOut: .zero, crossfade: .zero)
        let segments = randomSegments(5).map { ($0.samples, Duration.zero) }
        let output = joined(segments, cutBy: 3, settings: settings)
        expectSame(output, segments.flatMap { $0.0 })
    }

    @Test func `audio goes out at once but for the length of a fade`() {
        var joiner = Joiner(rate: rate)
        #expect(joiner.append([Float](repeating: 0.1, count: 2400)).count == 2400 - 192)
        #expect(joiner.nextSample == 2400)
        #expect(joiner.endSegment(pause: .milliseconds(100)).count == 192 + 2400)
        #expect(joiner.nextSample == 4800)
        #expect(joiner.append([1]).isEmpty)
    }

    @Test func `empty segments only add their pauses`() {
        #expect(joined([]).isEmpty)
        #expect(joined([([], .zero), ([], .zero)]).isEmpty)
        #expect(joined([([], .milliseconds(10)), ([], .milliseconds(10))]).count == 480)
        let tone = Signals.tone(300, rate: 24_000, count: 4800)
        let direct = joined([(tone, .zero), (tone, .zero)])
        expectSame(joined([(tone, .zero), ([], .zero), (tone, .zero)]), direct)
        // A pause behind an empty segment ends the one before it properly.
        let late = joined([(tone, .zero), ([], .milliseconds(350)), (tone, .zero)])
        #expect(late.count == 18_000)
        #expect(abs(late[4799]) < 1e-3)
    }

    @Test func `absurd pauses are cut, negative ones are none`() {
        var joiner = Joiner(rate: SampleRate(4000))
        #expect(joiner.endSegment(pause: .seconds(Int64.max / 2)).count == 240_000)
        #expect(joiner.endSegment(pause: .seconds(-5)).isEmpty)
    }
}
