import SpeechModel
import SpeechText

/// A sentence with its marks, measured once.
final class MeasuredSentence: Sendable {
    let sentence: Sentence
    /// The spoken text without white space at its ends.
    let content: Range<Int>
    /// The clause marks and, last, the end.
    let marks: [Mark]

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
                guard !sentence.isIndivisible(at: textEnd), !sentence.isIndivisible(at: next)
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
}
