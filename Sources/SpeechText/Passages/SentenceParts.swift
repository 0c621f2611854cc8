/// Takes passages apart into sentences, not yet normalised.
struct SentenceParts: Sendable {
    private var reader: PassageReader
    private var passage = Passage()
    /// The sentence ends of the passage, and the next of them.
    private var ends: [Int] = []
    private var nextEnd = 0
    /// How much of the passage has been handed out.
    private var taken = 0
    private var isEmptyPartDue = false
    private var hasContext = false
    private var window = Self.firstWindow

    /// How many bytes are looked at for the first sentences, which someone waits
    /// for, and later.
    private static let firstWindow = 2048
    private static let laterWindow = 16384

    init(_ reader: PassageReader) { self.reader = reader }

    /// The next sentence as a passage of its own, without white space at its ends;
    /// empty where only a boundary or pause is left. Nil at the end.
    mutating func next() -> Passage? {
        while true {
            if nextEnd < ends.count { return takePart() }
            if isEmptyPartDue {
                isEmptyPartDue = false
                return passage
            }
            if passage.isClosed {
                if reader.isAtEnd { return nil }
                passage = Passage()
            } else if taken > 0 {
                passage = passage.slice(taken..<passage.text.utf8.count)
            }
            taken = 0
            nextEnd = 0
            reader.fill(&passage, upTo: window)
            hasContext = true
            ends = SentenceFinder.ends(
                in: passage.text.utf8, isClosed: passage.isClosed,
                whole: passage.fixed.map(\.range) + passage.hints.map(\.range))
            if ends.isEmpty {
                if passage.isClosed {
                    isEmptyPartDue = passage.boundary != nil || passage.pause != nil
                } else {
                    window = max(Self.laterWindow, passage.text.utf8.count * 2)
                }
            } else {
                window = Self.laterWindow
            }
        }
    }

    /// The text around the sentences now handed out, once for each stretch of it.
    mutating func takeContext() -> [UInt8]? {
        guard hasContext else { return nil }
        hasContext = false
        return passage.text.utf8
    }

    private mutating func takePart() -> Passage {
        let end = ends[nextEnd]
        nextEnd += 1
        let isLast = passage.isClosed && end == passage.text.utf8.count
        let range = passage.text.utf8.withUnsafeBufferPointer { Self.trimmed($0, taken..<end) }
        var part = passage.slice(range)
        if !isLast {
            part.boundary = nil
            part.pause = nil
            part.sourceEnd = passage.text.sourceOffset(of: end, roundingUp: true)
        }
        taken = end
        return part
    }

    /// A range without the white space at its ends.
    static func trimmed(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
        var lower = range.lowerBound
        var upper = range.upperBound
        while upper > lower {
            guard let (value, start) = UTF8Scan.scalar(bytes, before: upper),
                UTF8Scan.isSpace(value)
            else { break }
            upper = start
        }
        while lower < upper {
            let (value, end) = UTF8Scan.scalar(bytes, at: lower)
            guard UTF8Scan.isSpace(value) else { break }
            lower = end
        }
        return lower..<max(lower, upper)
    }
}
