import SpeechText
import Testing

@Suite struct MappedTextTests {
    @Test func `a replaced run is known from the inside only`() {
        let text = MappedText(verbatim: Array("the USA agreed".utf8), at: 0)
            .replacing([(4..<7, "U S A")])
        #expect((0...text.utf8.count).filter { text.isReplaced(across: $0) } == [5, 6, 7, 8])
    }

    @Test func `replacing keeps the map`() {
        var text = MappedText(verbatim: Array("I have 3 cats".utf8), at: 100)
        text.replace(7..<8, with: "three")
        #expect(text.text == "I have three cats")
        #expect(text.sourceRange(of: 7..<12) == 107..<108)
        #expect(text.sourceRange(of: 9..<10) == 107..<108)
        #expect(text.sourceRange(of: 0..<2) == 100..<102)
        #expect(text.sourceRange(of: 13..<17) == 109..<113)
        #expect(text.slice(13..<17).sourceRange(of: 0..<4) == 109..<113)
        #expect(MappedText().sourceRange(of: 0..<0) == 0..<0)
    }

    /// Against a model that keeps the source range of every byte.
    @Test func `random edits agree with a model`() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<500 {
            let count = Int.random(in: 1...40, using: &generator)
            let start = Int.random(in: 0...9, using: &generator)
            let source = (0..<count).map { _ in UInt8.random(in: 97...122, using: &generator) }
            var text = MappedText(verbatim: source, at: start)
            var model = source.indices.map {
                (byte: source[$0], origin: start + $0..<start + $0 + 1)
            }
            for _ in 0..<Int.random(in: 1...6, using: &generator) {
                var edits: [(range: Range<Int>, text: String)] = []
                var position = 0
                while position < model.count, Bool.random(using: &generator) {
                    let lower = Int.random(in: position..<model.count, using: &generator)
                    let upper = Int.random(in: lower + 1...model.count, using: &generator)
                    let length = Int.random(in: 0...4, using: &generator)
                    edits.append((lower..<upper, String(repeating: "X", count: length)))
                    position = upper
                }
                var next: [(byte: UInt8, origin: Range<Int>)] = []
                position = 0
                for edit in edits {
                    next += model[position..<edit.range.lowerBound]
                    let replaced = model[edit.range]
                    if let first = replaced.first, let last = replaced.last {
                        let origin = first.origin.lowerBound..<last.origin.upperBound
                        next += edit.text.utf8.map { ($0, origin) }
                    }
                    position = edit.range.upperBound
                }
                next += model[position...]
                model = next
                text = text.replacing(edits)
                #expect(text.utf8 == model.map(\.byte))
                for index in model.indices {
                    #expect(text.sourceRange(of: index..<index + 1) == model[index].origin)
                }
                #expect(text.spans.last?.end ?? 0 == text.utf8.count)
                if model.isEmpty { break }
            }
        }
    }

    @Test func `slices add up`() {
        var text = MappedText(verbatim: Array("one 2 three".utf8), at: 5)
        text.replace(4..<5, with: "two")
        for middle in 0...text.utf8.count {
            var joined = text.slice(0..<middle)
            joined.append(text, range: middle..<text.utf8.count)
            #expect(joined.utf8 == text.utf8)
            #expect(
                joined.sourceRange(of: 0..<joined.utf8.count)
                    == text.sourceRange(of: 0..<text.utf8.count))
        }
    }
}
