import AudioSignal
import Testing

@Suite struct SilenceTrimmerTests {
    private let rate = SampleRate(24_000)

    private func trimmed(_ pieces: [[Float]]) -> [Float] {
        var trimmer = SilenceTrimmer(rate: rate)
        var output: [Float] = []
        for piece in pieces { output += trimmer.process(piece) }
        return output + trimmer.finish()
    }

    @Test(arguments: 1...8)
    func `streaming in any pieces gives the offline samples`(seed: Int) {
        let input = Signals.bursts(30_000, seed: UInt64(seed))
        let offline = trimmed([input])
        expectSame(trimmed(Signals.pieces(input, seed: UInt64(seed) + 90)), offline)
        expectSame(AudioBuffer(rate: rate, samples: input).trimmed().samples, offline)
    }

    @Test func `edges go but for a little, the inside stays`() {
        let quiet = [Float](repeating: 0, count: 24_000)
        let tone = Signals.tone(300, rate: 24_000, count: 2400)
        let input = quiet + tone + quiet + tone + quiet
        var trimmer = SilenceTrimmer(rate: rate)
        let output = trimmer.process(input) + trimmer.finish()
        // 20 ms before, 30 ms behind; frames of 120 samples divide the signal evenly.
        expectSame(output, [Float](input[(24_000 - 480)..<(52_800 + 720)]))
        #expect(trimmer.leading == 24_000 - 480)
        #expect(trimmer.trailing == 24_000 - 720)
        #expect(trimmer.tailGiven == 720)
        #expect(output.count + trimmer.leading + trimmer.trailing == input.count)
    }

    @Test func `sound lags by less than a frame`() {
        var trimmer = SilenceTrimmer(rate: rate)
        let tone = Signals.tone(300, rate: 24_000, count: 2500)
        #expect(trimmer.process(tone).count > 2500 - 120)
    }

    @Test func `silence inside is held, and shown`() {
        var trimmer = SilenceTrimmer(rate: rate)
        _ = trimmer.process(Signals.tone(300, rate: 24_000, count: 2400))
        #expect(trimmer.process([Float](repeating: 0, count: 4800)).count == 720)
        #expect(trimmer.held == 4080)
        #expect(trimmer.process(Signals.tone(300, rate: 24_000, count: 120)).count == 4200)
        #expect(trimmer.held == 0)
    }

    @Test func `all silence gives nothing`() {
        #expect(trimmed([[Float](repeating: 0.001, count: 100_000)]).isEmpty)
        #expect(trimmed([]).isEmpty)
        #expect(trimmed([[0]]).isEmpty)
        #expect(trimmed([[0.5]]) == [0.5])
        #expect(trimmed([[Float](repeating: .nan, count: 300)]).isEmpty)
    }

    @Test func `every sample is accounted for`() {
        for seed: UInt64 in 100..<130 {
            let input = Signals.bursts(Int(seed) * 37, seed: seed)
            var trimmer = SilenceTrimmer(rate: rate)
            let output = trimmer.process(input) + trimmer.finish()
            #expect(output.count + trimmer.leading + trimmer.trailing == input.count)
            let start = min(trimmer.leading, input.count)
            expectSame(output, [Float](input[start..<start + output.count]))
        }
    }
}
