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

/// A sentence waiting to be planned. Cheap to copy.
struct PlannedSentence: Sendable {
    private let measured: MeasuredSentence
    /// The sentence's own, and grown when sentences without words follow it.
    var source: Range<Int>
    var boundary: Boundary
    var pauseAfter: Duration?
    /// Whether the text ends here, at least for now.
    var endsText = false
    /// Whether nothing will be added to it.
    var isSettled = false
    /// Whether the sentence behind it is in another style or has no words.
    private(set) var isApart = false
    /// Whether a space joins it to the sentence behind it.
    private(set) var isSpaced = true

    var sentence: Sentence { measured.sentence }
    var style: Style { measured.sentence.style }
    var utf8: [UInt8] { measured.sentence.spoken.utf8 }
    /// The spoken text without white space at its ends.
    var content: Range<Int> { measured.content }
    /// The clause marks and, last, the end.
    var marks: [Mark] { measured.marks }
    /// The end.
    var end: Mark { measured.marks[measured.marks.count - 1] }
    /// The weight of the whole.
    var weight: Double { end.weight }
    /// Whether there is nothing to say.
    var isEmpty: Bool { measured.content.isEmpty }

    init(_ sentence: Sentence) {
        measured = MeasuredSentence(sentence)
        source = sentence.source
        boundary = sentence.boundary
        pauseAfter = sentence.pauseAfter
    }

    /// Notes how this sentence meets the one behind it.
    mutating func meet(_ next: PlannedSentence) {
        isApart = next.isEmpty || style != next.style
        guard !isEmpty, !next.isEmpty else { return }
        let last = utf8.scalar(at: utf8.scalarStart(before: content.upperBound)).scalar
        let first = next.utf8.scalar(at: next.content.lowerBound).scalar
        // A sentence divided for its length has nothing between its parts.
        isSpaced =
            !(last.joinsWithoutSpace && first.joinsWithoutSpace)
            && !(sentence.boundary == .word && sentence.isAdjacent(to: next.sentence))
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
    /// Whether nothing is between the last spoken byte and the first of another
    /// sentence in the source.
    fileprivate func isAdjacent(to next: Sentence) -> Bool {
        guard let end = spoken.spans.last, let start = next.spoken.spans.first else { return false }
        return end.isVerbatim && start.isVerbatim
            && end.source.upperBound == start.source.lowerBound
    }

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

    /// Whether both sides of an offset are one pronunciation or one expression of the
    /// source, such as the letters of `USA` or the words of `$25.50`.
    func isIndivisible(at offset: Int) -> Bool {
        spoken.isReplaced(across: offset) || isPronounced(across: offset)
    }

    /// Whether a pronunciation covers both sides of an offset.
    func isPronounced(across offset: Int) -> Bool {
        guard !pronunciations.isEmpty else { return false }
        let index = pronunciationIndex(endingAfter: offset)
        return index < pronunciations.count && pronunciations[index].range.lowerBound < offset
    }
}
