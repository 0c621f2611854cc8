import AudioSignal
import Glibc
import Testing

@testable import SpeechSchedule

@Suite struct AssemblyTests {
    /// What goes into an assembly.
    struct Segment {
        var samples: [Float]
        var rate = SampleRate(16_000)
        var decibels = 0.0
        var pause: Duration = .milliseconds(350)
        var isAsked = false
    }

    private func tone(_ seconds: Double, rate: Int = 16_000, level: Float = 0.4) -> [Float] {
        (0..<Int(seconds * Double(rate))).map {
            level * Float(sin(2 * Double.pi * 220 * Double($0) / Double(rate)))
        }
    }

    private func silence(_ seconds: Double, rate: Int = 16_000) -> [Float] {
        [Float](repeating: 0, count: Int(seconds * Double(rate)))
    }

    /// The stream of some segments, fed in pieces of a length.
    private func stream(
        _ segments: [Segment], rate: SampleRate = SampleRate(16_000),
        block: Duration = .milliseconds(25), piece: () -> Int = { 1_000_000 }
    ) -> [[Float]] {
        var assembly = Assembly(rate: rate, block: block)
        var blocks: [[Float]] = []
        func drain() {
            while let block = assembly.nextBlock() { blocks.append(block.audio.samples) }
        }
        for (index, segment) in segments.enumerated() {
            var place = 0
            while place < segment.samples.count {
                let end = min(segment.samples.count, place + piece())
                assembly.append(
                    Array(segment.samples[place..<end]),
                    .init(rate: segment.rate, decibels: segment.decibels, chunk: index))
                place = end
                drain()
            }
            assembly.endSegment(chunk: index, pause: segment.pause, isAsked: segment.isAsked)
            drain()
        }
        let ends = assembly.finish()
        drain()
        let endsAgain = assembly.finish()
        #expect(ends && !endsAgain)
        return blocks
    }

    /// Runs of exact zeros of at least 100 ms, as places and lengths.
    private func gaps(_ samples: [Float]) -> [Range<Int>] {
        var gaps: [Range<Int>] = []
        var start: Int?
        for (index, sample) in (samples + [1]).enumerated() {
            if sample == 0 {
                start = start ?? index
            } else if let begin = start {
                if index - begin >= 1_600 { gaps.append(begin..<index) }
                start = nil
            }
        }
        return gaps
    }

    @Test func `silence at the edges is replaced by the pause`() {
        let segment = Segment(samples: silence(0.4) + tone(0.5) + silence(0.7))
        let samples = stream([segment, segment]).joined().map { $0 }
        let found = gaps(samples)
        #expect(found.count == 1)
        // 350 ms, and what the trimmer leaves of the true silence at the edges.
        let trimming = SilenceTrimmer.Settings()
        let left = (trimming.head + trimming.tail).seconds * 16_000 + 160
        #expect(Double(found[0].count) >= 5_600 && Double(found[0].count) <= 5_600 + left)
        #expect(samples.count <= 2 * 8_000 + 5_600 + 2 * Int(left))
    }

    @Test(arguments: [0.05, 1.5, 61.25]) func `a pause that the text asks for is exact`(
        seconds: Double
    ) {
        var first = Segment(samples: tone(0.5))
        (first.pause, first.isAsked) = (.seconds(seconds), true)
        let with = stream([first, Segment(samples: tone(0.5))]).joined().count
        #expect(with == 16_000 + Int((seconds * 16_000).rounded()))
    }

    @Test func `an asked pause stands instead of the usual one before it`() {
        let spoken = Segment(samples: tone(0.5))
        let pause = Segment(samples: [], pause: .seconds(1), isAsked: true)
        #expect(stream([spoken, pause, spoken]).joined().count == 32_000)
    }

    @Test func `the end has no usual pause, but the one asked for`() {
        #expect(stream([Segment(samples: tone(0.5))]).joined().count == 8_000)
        let asked = Segment(samples: tone(0.5), pause: .seconds(2), isAsked: true)
        #expect(stream([asked]).joined().count == 40_000)
    }

    @Test func `without a pause segments are cross-faded`() {
        let segment = Segment(samples: tone(0.5), pause: .zero)
        let samples = stream([segment, segment]).joined().map { $0 }
        // 8 ms overlap.
        #expect(samples.count == 16_000 - 128)
        let steepest = zip(samples, samples.dropFirst()).map { abs($0 - $1) }.max() ?? 1
        // A sine of 220 Hz at 0.4 changes by 0.035 a sample, at most.
        #expect(steepest < 0.07)
    }

    @Test func `no join clicks`() {
        var random = Splitter(3)
        let segments = (0..<12).map { index in
            Segment(
                samples: tone(Double.random(in: 0.05...0.3, using: &random)),
                pause: .milliseconds([0, 120, 350][index % 3]))
        }
        let samples = stream(segments).joined().map { $0 }
        let steepest = zip(samples, samples.dropFirst()).map { abs($0 - $1) }.max() ?? 1
        #expect(steepest < 0.07)
        #expect(abs(samples.first ?? 1) < 0.01)
        #expect(abs(samples.last ?? 1) < 0.01)
    }

    @Test(arguments: 0..<20) func `the pieces that audio comes in change nothing`(seed: Int) {
        var random = Splitter(UInt64(seed))
        let rates = [16_000, 22_050, 24_000, 8_000]
        let segments = (0..<4).map { _ in
            let rate = rates.randomElement(using: &random) ?? 16_000
            return Segment(
                samples: silence(0.1, rate: rate)
                    + tone(Double.random(in: 0...0.3, using: &random), rate: rate, level: 0.9)
                    + silence(Double.random(in: 0...0.2, using: &random), rate: rate),
                rate: SampleRate(rate), decibels: Double.random(in: -20...12, using: &random),
                pause: .milliseconds(Int.random(in: 0...900, using: &random)),
                isAsked: Bool.random(using: &random))
        }
        let whole = stream(segments, rate: SampleRate(24_000)).joined().map { $0 }
        let cut = stream(segments, rate: SampleRate(24_000), block: .milliseconds(60)) {
            Int.random(in: 1...3_000, using: &random)
        }.joined().map { $0 }
        #expect(whole == cut)
        #expect(whole.allSatisfy { abs($0) <= 1 })
    }

    @Test(arguments: [(25, 16_000, 400), (60, 24_000, 1_440), (50, 48_000, 2_400)])
    func `blocks are exact`(milliseconds: Int, rate: Int, expected: Int) {
        let blocks = stream(
            [Segment(samples: tone(1.234))], rate: SampleRate(rate),
            block: .milliseconds(milliseconds))
        #expect(blocks.dropLast().allSatisfy { $0.count == expected })
        #expect((1...expected).contains(blocks.last?.count ?? 0))
    }

    @Test func `gain is applied and peaks are limited`() {
        let soft = stream([Segment(samples: tone(0.5), decibels: -6.0206)]).joined()
        #expect(abs((soft.map { abs($0) }.max() ?? 0) - 0.2) < 0.01)
        let loud = stream([Segment(samples: tone(0.5), decibels: 12)]).joined()
        #expect((loud.map { abs($0) }.max() ?? 2) <= 1)
    }

    @Test func `a pause counts from the last sound`() {
        // The trimmer leaves 30 ms of the silence behind, 20 ms of that before.
        let segment = Segment(samples: silence(0.1) + tone(0.5) + silence(0.1))
        let found = gaps(stream([segment, segment]).joined().map { $0 })
        #expect(found.map(\.count).allSatisfy { abs($0 - (5_600 + 320)) <= 2 })
        var asked = segment
        (asked.pause, asked.isAsked) = (.seconds(1), true)
        let exact = gaps(stream([asked, segment]).joined().map { $0 })
        #expect(exact.map(\.count).allSatisfy { abs($0 - (16_000 + 320)) <= 2 })
    }

    @Test func `a quiet voice keeps its weak consonants`() {
        // 56 dB below full scale: silence for most voices, an f for one at -28 LUFS.
        let weak = tone(0.1, level: 0.0022)
        var assembly = Assembly(rate: SampleRate(16_000), block: .milliseconds(25))
        for (loudness, kept) in [(-28.0, 11_200), (-20, 8_000 + 800), (-15.7, 8_800)] {
            assembly = Assembly(rate: SampleRate(16_000), block: .milliseconds(25))
            let entry = Assembly.Entry(
                rate: SampleRate(16_000), decibels: 0, chunk: 0,
                silence: Assembly.Entry.silence(ofVoiceAt: loudness))
            assembly.append(weak + tone(0.5) + weak, entry)
            assembly.endSegment(chunk: 0, pause: .zero, isAsked: false)
            _ = assembly.finish()
            var count = 0
            while let block = assembly.nextBlock() { count += block.audio.samples.count }
            #expect(abs(count - kept) <= 160, "\(loudness)")
        }
    }

    @Test func `segments without sound leave one pause`() {
        let spoken = Segment(samples: tone(0.5), pause: .milliseconds(120))
        let quiet = Segment(samples: silence(2))
        #expect(stream([quiet, spoken, quiet, quiet, spoken]).joined().count == 16_000 + 5_600)
    }
}
