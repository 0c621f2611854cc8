import AudioSignal
import Foundation
import Testing

struct LowDelayResamplerTests {
    private static func tone(_ hertz: Double, rate: Int, count: Int) -> [Float] {
        (0..<count).map { Float(0.5 * sin(2 * .pi * hertz * Double($0) / Double(rate))) }
    }

    private static func convert(_ samples: [Float], _ input: Int, _ output: Int) -> [Float] {
        var resampler = LowDelayResampler(from: SampleRate(input), to: SampleRate(output))
        return resampler.process(samples) + resampler.finish()
    }

    @Test(arguments: [
        (48_000, 16_000), (16_000, 48_000), (44_100, 16_000), (16_000, 44_100), (8_000, 16_000),
        (96_000, 16_000),
    ])
    func `tones stay what and where they are`(input: Int, output: Int) {
        for hertz in [100.0, 1000, 2500] {
            let made = Self.convert(
                Self.tone(hertz, rate: input, count: input / 4), input, output)
            #expect(made.count == (input / 4 * output + input - 1) / input)
            let wanted = Self.tone(hertz, rate: output, count: made.count)
            let margin = output / 200
            let worst =
                zip(made, wanted).dropFirst(margin).dropLast(margin)
                .map { abs($0 - $1) }.max() ?? 1
            #expect(worst < 2e-3, "\(hertz) Hz: \(worst)")
        }
    }

    @Test func `what the lower rate has no room for is gone`() {
        let made = Self.convert(Self.tone(11_000, rate: 48_000, count: 24_000), 48_000, 16_000)
        #expect(made.dropFirst(100).dropLast(100).allSatisfy { abs($0) < 2e-3 })
    }

    @Test func `samples don't depend on the pieces, and come after a millisecond`() {
        let input = Self.tone(700, rate: 48_000, count: 9_999)
        let whole = Self.convert(input, 48_000, 16_000)
        var resampler = LowDelayResampler(from: SampleRate(48_000), to: SampleRate(16_000))
        #expect(resampler.delay < 0.0011)
        var (made, start) = ([Float](), 0)
        for size in [1, 7, 960, 333, 0, 5_000, 3_698] {
            made += resampler.process(Array(input[start..<start + size]))
            start += size
            #expect(Double(start) / 48_000 - Double(made.count) / 16_000 < 0.0012)
        }
        let rest = resampler.finish()
        #expect(made + rest == whole)
    }

    @Test func `equal rates pass through`() {
        let tone = Self.tone(100, rate: 16_000, count: 50)
        #expect(Self.convert(tone, 16_000, 16_000) == tone)
    }
}
