import Testing

@testable import SpeechTokens

@Suite struct RandomStreamTests {
    @Test func `Philox gives the known answers of its paper`() {
        // kat_vectors of Random123 1.14, philox4x32 with 10 rounds.
        let zeros = Philox.words(counter: (0, 0, 0, 0), key: (0, 0))
        #expect(zeros == (0x6627_E8D5, 0xE169_C58D, 0xBC57_AC4C, 0x9B00_DBD8))
        let ones = Philox.words(counter: (.max, .max, .max, .max), key: (.max, .max))
        #expect(ones == (0x408F_276D, 0x41C8_3B0E, 0xA20B_C7C6, 0x6D54_51FD))
        let pi = Philox.words(
            counter: (0x243F_6A88, 0x85A3_08D3, 0x1319_8A2E, 0x0370_7344),
            key: (0xA409_3822, 0x299F_31D0))
        #expect(pi == (0xD16C_FE09, 0x94FD_CCEB, 0x5001_E420, 0x2412_6EA1))
    }

    @Test func `noise doesn't depend on its chunks`() {
        let stream = RandomStream(seed: 42, stream: 3)
        let normal = stream.normal(count: 1000, from: 5)
        let uniform = stream.uniform(count: 1000, from: 5)
        var source = Random(seed: 1)
        var at = 0
        while at < 1000 {
            let count = min(1000 - at, Int(source.next() % 9))
            #expect(
                stream.normal(count: count, from: UInt64(5 + at)) == Array(normal[at..<at + count]))
            #expect(
                stream.uniform(count: count, from: UInt64(5 + at))
                    == Array(uniform[at..<at + count]))
            at += count
        }
        #expect(stream.normal(count: 3, from: .max - 1).count == 3)
        #expect(stream.normal(count: 0).isEmpty && stream.normal(count: -1).isEmpty)
    }

    @Test func `streams, seeds, positions and lanes differ`() {
        var seen: Set<Double> = []
        for seed in [0, 1, 1 << 32, UInt64.max] {
            for stream in [0, 1, UInt32.max] {
                let source = RandomStream(seed: seed, stream: stream)
                for position in [0, 1, 1 << 32, UInt64.max] {
                    for lane in [0, 1, UInt16.max] {
                        seen.insert(source.uniform(at: position, lane: lane))
                    }
                }
            }
        }
        #expect(seen.count == 4 * 3 * 4 * 3)
        #expect(seen.allSatisfy { (0..<1).contains($0) })
    }

    @Test func `normal numbers are normally distributed`() {
        let numbers = RandomStream(seed: 9).normal(count: 100_000)
        let moments = (1...4).map { power in
            numbers.reduce(0.0) { sum, number in
                sum + (0..<power).reduce(1.0) { product, _ in product * Double(number) }
            } / Double(numbers.count)
        }
        // Five standard errors of each moment.
        #expect(abs(moments[0]) < 0.016)
        #expect(abs(moments[1] - 1) < 0.023)
        #expect(abs(moments[2]) < 0.062)
        #expect(abs(moments[3] - 3) < 0.16)
        // Ten classes of equal probability: the quantiles of the normal distribution.
        let bounds: [Float] = [
            -1.281_552, -0.841_621, -0.524_401, -0.253_347, 0, 0.253_347, 0.524_401, 0.841_621,
            1.281_552,
        ]
        var classes = [Double](repeating: 0, count: 10)
        for number in numbers { classes[bounds.count { number >= $0 }] += 1 }
        let expected = Double(numbers.count) / 10
        let square = classes.reduce(0) { $0 + ($1 - expected) * ($1 - expected) / expected }
        // Nine degrees of freedom: 27.9 is exceeded once in a thousand.
        #expect(square < 27.9)
        // Neighbours and pairs of one group don't hang together.
        for distance in 1...4 {
            let product = zip(numbers, numbers.dropFirst(distance)).reduce(0.0) {
                $0 + Double($1.0) * Double($1.1)
            }
            #expect(abs(product / Double(numbers.count)) < 0.016)
        }
    }

    @Test func `normal numbers are Box and Muller's of the words`() throws {
        let words = Philox.words(counter: (0, 0, .max, 0), key: (7, 0))
        let numbers = RandomStream(seed: 7).normal(count: 2)
        let (radius, angle) = polar(words.0, words.1)
        #expect(abs(Double(numbers[0]) - radius * cosine(angle)) < 2e-6)
        #expect(abs(Double(numbers[1]) - radius * cosine(angle - Double.pi / 2)) < 2e-6)
    }

    private func polar(_ first: UInt32, _ second: UInt32) -> (Double, Double) {
        let share = (Double(first) + 0.5) * 0x1p-32
        return (Double.squareRoot(-2 * logarithm(share))(), Double(second) * Double.pi * 0x1p-31)
    }

    /// By its series, slowly and without a library.
    private func logarithm(_ x: Double) -> Double {
        let s = (x - 1) / (x + 1)
        var term = s
        var sum = 0.0
        for index in 0..<4000 {
            sum += term / Double(2 * index + 1)
            term *= s * s
        }
        return 2 * sum
    }

    private func cosine(_ x: Double) -> Double {
        var term = 1.0
        var sum = 0.0
        for index in 1..<40 {
            sum += term
            term *= -x * x / Double((2 * index - 1) * (2 * index))
        }
        return sum
    }
}
