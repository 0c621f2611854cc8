import AudioSignal
import Testing

@Suite struct BlockFramerTests {
    @Test(arguments: [
        (24_000, 25), (24_000, 60), (22_050, 25), (16_000, 25), (11_025, 20), (44_100, 3),
    ])
    func `blocks end at the nearest sample, however long the stream`(hertz: Int, milliseconds: Int)
    {
        var framer = BlockFramer(rate: SampleRate(hertz), block: .milliseconds(milliseconds))
        var end = 0
        for index in 1...2000 {
            let length = framer.nextLength
            let blocks = framer.process([Float](repeating: 0, count: length))
            #expect(blocks.map(\.count) == [length])
            end += length
            let exact = Double(index * hertz * milliseconds) / 1000
            #expect(abs(Double(end) - exact) <= 0.5)
        }
        #expect(framer.finish() == nil)
    }

    @Test(arguments: 1...10)
    func `nothing is lost and pieces don't matter`(seed: Int) {
        let input = Signals.noise(12_345, seed: UInt64(seed))
        func blocks(_ pieces: [[Float]]) -> [[Float]] {
            var framer = BlockFramer(rate: SampleRate(22_050), block: .milliseconds(25))
            var blocks = pieces.flatMap { framer.process($0) }
            if let rest = framer.finish() { blocks.append(rest) }
            return blocks
        }
        let offline = blocks([input])
        expectSame(offline.flatMap { $0 }, input)
        #expect(offline.dropLast().allSatisfy { $0.count == 551 || $0.count == 552 })
        #expect(blocks(Signals.pieces(input, seed: UInt64(seed) + 4)) == offline)
    }

    @Test func `absurd durations are brought into range`() {
        var tiny = BlockFramer(rate: SampleRate(8000), block: .zero)
        #expect(tiny.process([1, 2, 3]) == [[1], [2], [3]])
        var negative = BlockFramer(rate: SampleRate(8000), block: .seconds(-3))
        #expect(negative.process([1, 2]) == [[1], [2]])
        var huge = BlockFramer(rate: SampleRate(8000), block: .seconds(Int64.max / 2))
        #expect(huge.nextLength == 480_000)
        #expect(huge.process([1]).isEmpty)
        #expect(huge.finish() == [1])
        #expect(huge.finish() == nil)
    }
}
