import AudioSignal
import Testing

@Suite struct PCMQuantizerTests {
    @Test func `every 16-bit number comes back`() {
        var quantizer = PCMQuantizer()
        let numbers = (Int16.min...Int16.max).map { $0 }
        #expect(quantizer.int16(numbers.map { Float($0) / 32_768 }) == numbers)
        #expect(quantizer.clipped == 0)
    }

    @Test func `24-bit numbers come back`() {
        var quantizer = PCMQuantizer(depth: .bits24)
        let numbers: [Int32] = [-8_388_608, -8_388_607, -1, 0, 1, 4_567_891, 8_388_607]
        #expect(quantizer.int32(numbers.map { Float($0) / 8_388_608 }) == numbers)
        #expect(
            quantizer.littleEndianBytes([Float(0x012345) / 8_388_608, -0x1p-23]) == [
                0x45, 0x23, 0x01, 0xFF, 0xFF, 0xFF,
            ])
    }

    @Test func `ties go to even, what is beyond full scale is cut and counted`() {
        var quantizer = PCMQuantizer()
        let step: Float = 1 / 32_768
        #expect(
            quantizer.int16([0.5 * step, 1.5 * step, -0.5 * step, -2.5 * step]) == [0, 2, 0, -2])
        #expect(quantizer.clipped == 0)
        #expect(quantizer.int16([1, -1]) == [32_767, -32_768])
        #expect(quantizer.clipped == 0)
        #expect(
            quantizer.int16([1.0001, -1.0001, .infinity, -.infinity, .nan, 1e38])
                == [32_767, -32_768, 32_767, -32_768, 0, 32_767])
        #expect(quantizer.clipped == 6)
        #expect(quantizer.littleEndianBytes([0.25, -step]) == [0x00, 0x20, 0xFF, 0xFF])
    }

    @Test func `dither is seeded, streams exactly and has no bias`() {
        let input = [Float](repeating: 0.3 / 32_768, count: 40_000)
        var whole = PCMQuantizer(ditherSeed: 1)
        let numbers = whole.int16(input)
        var cut = PCMQuantizer(ditherSeed: 1)
        #expect(Signals.pieces(input, seed: 8).flatMap { cut.int16($0) } == numbers)
        var other = PCMQuantizer(ditherSeed: 2)
        #expect(other.int16(input) != numbers)
        let mean = numbers.reduce(0.0) { $0 + Double($1) } / Double(numbers.count)
        #expect(abs(mean - 0.3) < 0.02)
        #expect(numbers.allSatisfy { (-1...2).contains($0) })
    }
}
