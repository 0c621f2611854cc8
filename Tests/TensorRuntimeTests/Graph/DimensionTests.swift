import Testing

@testable import TensorRuntime

struct DimensionTests {
    let frames: Dimension = "frames"
    let batch: Dimension = "batch"

    @Test func `equal polynomials are equal sizes`() {
        #expect(frames * 4 + 3 == 3 + frames + frames * 3)
        #expect(batch * frames == frames * batch)
        #expect(frames - frames == 0)
        #expect(frames + 1 != frames)
    }

    @Test func `what divides evenly is taken out`() {
        #expect((frames * 4 + 3) / 4 == frames)
        #expect((frames * 256) / 256 == frames)
        #expect((frames * 4 + 5) / 4 == frames + 1)
        #expect((frames * 4 - 1) / 4 == frames - 1)
    }

    @Test func `products of symbols divide`() {
        #expect((batch * frames * 80).divided(by: batch * 80) == frames)
        #expect((frames * 6).divided(by: 4) == nil)
        #expect(frames.divided(by: batch) == nil)
        #expect(frames.divided(by: 0) == nil)
    }

    @Test func `sizes follow from symbols as from numbers`() {
        var source = SystemRandomNumberGenerator()
        for _ in 0..<500 {
            let number = Int.random(in: 0...300, using: &source)
            let offset = Int.random(in: -20...20, using: &source)
            let factor = Int.random(in: 1...9, using: &source)
            let divisor = Int.random(in: 1...9, using: &source)
            let size = ((frames * factor + Dimension(offset)) / divisor) * batch - frames
            let exact = Int((Double(number * factor + offset) / Double(divisor)).rounded(.down))
            #expect(size.size(where: ["frames": number, "batch": 3]) == exact * 3 - number)
            #expect(size.substituting(["frames": number, "batch": 3]).fixed == exact * 3 - number)
        }
        #expect(frames.size(where: [:]) == nil)
    }

    @Test func `symbols within quotients are found`() {
        #expect(((frames + 1) / 2 * batch).symbols == ["batch", "frames"])
        #expect("\((frames + 1) / 2 * 3 + 1)" == "3·⌊(frames + 1) / 2⌋ + 1")
    }
}
