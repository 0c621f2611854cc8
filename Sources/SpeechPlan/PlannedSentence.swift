import SpeechModel
import SpeechText

/// The length of text as planning counts it.
///
/// This is ``SpokenLength``, but for text that hardly has any: runs of combining
/// marks count nothing there and may be megabytes. Sixteen bytes are at least one
/// Latin character (ordinary text has at most four for one).
enum PlanLength {
    static let bytesPerCharacter = 16

    static func of(weight: Double, bytes: Int) -> Double {
        max(weight, Double(bytes) / Double(bytesPerCharacter))
    }
}

/// A place in a sentence at which a chunk may end.
struct Mark: Sendable {
    /// Where the text before it ends, white space not counted.
    var textEnd: Int
    /// Where the text behind it begins.
    var next: Int
    /// The weight of the sentence up to ``textEnd`` and up to ``next``.
    var weight: Double
    var nextWeight: Double
}

/// A sentence waiting to be planned, measured once.
struct PlannedSentence: Sendable {
    /// The sentence; source, pause and boundary grow when sentences without words
    /// follow it.
    var sentence: Sentence
    /// The spoken text without white space at its ends.
    let content: Range<Int>
    /// The clause marks and, last, the end.
    let marks: [Mark]
    /// Whether the text ends here, at least for now.
    var endsText = false

    var style: Style { sentence.style }
    var utf8: [UInt8] { sentence.spoken.utf8 }
    /// The weight of the whole.
    var weight: Double { marks[marks.count - 1].weight }
    /// Whether there is nothing to say.
    var isEmpty: Bool { content.isEmpty }

    init(_ sentence: Sentence) {
        self.sentence = sentence
        let utf8 = sentence.spoken.utf8
        let start = utf8.skippingSpace(from: 0, to: utf8.count)
        let content = start..<utf8.droppingSpace(before: utf8.count, downTo: start)
        self.content = content
        var marks: [Mark] = []
        marks.reserveCapacity(sentence.clauseEnds.count + 1)
        utf8.withUnsafeBufferPointer { bytes in
            var weight = 0.0
            var measured = start
            func measure(_ end: Int) -> Double {
                weight += SpokenLength.weight(
                    of: UnsafeBufferPointer(rebasing: bytes[measured..<end]))
                measured = end
                return weight
            }
            for end in sentence.clauseEnds
            where end > measured && end < content.upperBound && utf8.isScalarBoundary(end) {
                let textEnd = utf8.droppingSpace(before: end, downTo: measured)
                guard textEnd > measured else { continue }
                let next = utf8.skippingSpace(from: end, to: content.upperBound)
                guard !sentence.isPronounced(across: textEnd), !sentence.isPronounced(across: next)
                else { continue }
                let atEnd = measure(textEnd)
                marks.append(
                    Mark(textEnd: textEnd, next: next, weight: atEnd, nextWeight: measure(next)))
            }
            let whole = measure(content.upperBound)
            marks.append(
                Mark(
                    textEnd: content.upperBound, next: content.upperBound, weight: whole,
                    nextWeight: whole))
        }
        self.marks = marks
    }

    /// The weight of a range of the spoken text.
    func weight(of range: Range<Int>) -> Double {
        utf8.withUnsafeBufferPointer {
            SpokenLength.weight(of: UnsafeBufferPointer(rebasing: $0[range]))
        }
    }

    /// The greatest scalar boundary up to which the text from an offset on is no
    /// longer than a limit, if so many bytes stand before it already.
    func offset(from start: Int, limit: Double, weight: Double, bytes: Int) -> Int {
        let utf8 = self.utf8
        var offset = start
        var weight = weight
        // Large steps while they fit, then smaller ones, down to single scalars.
        var step = 256
        while offset < content.upperBound, step > 0 {
            var end = min(offset + step, content.upperBound)
            while !utf8.isScalarBoundary(end) { end += 1 }
            let longer = weight + self.weight(of: offset..<end)
            if PlanLength.of(weight: longer, bytes: bytes + end - start) > limit {
                step /= 2
            } else {
                (offset, weight) = (end, longer)
            }
        }
        return offset
    }
}

extension Sentence {
    /// The index of the first pronunciation that ends behind an offset.
    func pronunciationIndex(endingAfter offset: Int) -> Int {
        var low = 0
        var high = pronunciations.count
        while low < high {
            let middle = (low + high) / 2
            if pronunciations[middle].range.upperBound > offset {
                high = middle
            } else {
                low = middle + 1
            }
        }
        return low
    }

    /// Whether a pronunciation covers both sides of an offset.
    func isPronounced(across offset: Int) -> Bool {
        guard !pronunciations.isEmpty else { return false }
        let index = pronunciationIndex(endingAfter: offset)
        return index < pronunciations.count && pronunciations[index].range.lowerBound < offset
    }
}
