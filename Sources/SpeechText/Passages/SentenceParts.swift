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
    /// Whether the passage has neither been read to its end nor as far as the window,
    /// because the source is not there yet.
    private var isPartial = false
    private var search = SentenceSearch()
    /// Whether what comes next depends on source that is not there yet.
    private(set) var isStarved = false

    /// How many bytes are looked at for the first sentences, which someone waits
    /// for, and later.
    private static let firstWindow = 2048
    private static let laterWindow = 16384

    init(_ reader: PassageReader) { self.reader = reader }

    /// The next sentence as a passage of its own, without white space at its ends;
    /// empty where only a boundary or pause is left. Nil at the end.
    mutating func next() -> Passage? {
        isStarved = false
        while true {
            if nextEnd < ends.count { return takePart() }
            if isEmptyPartDue {
                isEmptyPartDue = false
                return passage
            }
            if !isPartial { beginWindow() }
            if !isPartial, isAtEnd { return nil }
            reader.fill(&passage, upTo: window)
            if reader.isStarved {
                isPartial = true
                ends = search.ends(in: passage.text.utf8, window: window)
                nextEnd = 0
                if !ends.isEmpty { continue }
                isStarved = true
                return nil
            }
            hasContext = true
            ends = SentenceFinder.ends(
                in: passage.text.utf8, isClosed: passage.isClosed,
                whole: passage.fixed.map(\.range) + passage.hints.map(\.range))
            // Those found while the window was partial are the first of them.
            nextEnd = isPartial ? ends.firstIndex { $0 > taken } ?? ends.count : 0
            isPartial = false
            search = SentenceSearch()
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

    /// Whether there is no passage left to fill.
    private var isAtEnd: Bool {
        passage.isClosed && reader.isAtEnd
    }

    /// Puts away what has been handed out.
    private mutating func beginWindow() {
        if passage.isClosed {
            if reader.isAtEnd { return }
            passage = Passage()
        } else if taken > 0 {
            passage = passage.slice(taken..<passage.text.utf8.count)
        }
        taken = 0
        nextEnd = 0
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

// Plain text that arrives little by little.
extension SentenceParts {
    /// More of the source: whole characters.
    mutating func append(_ bytes: [UInt8]) { reader.append(bytes) }

    /// The source ends here.
    ///
    /// - Parameter boundary: What kind of place that is; nil: as the last mark says.
    mutating func close(as boundary: Boundary?) {
        reader.endBoundary = boundary
        reader.close()
    }

    /// Whether the next part surely holds something to say: it begins with a letter,
    /// or with a digit that nothing combines with. False where that is not known yet.
    var beginsWithWords: Bool {
        guard nextEnd == ends.count, !passage.isClosed else { return false }
        return passage.text.utf8.withUnsafeBufferPointer { bytes in
            var offset = taken
            while offset < bytes.count {
                let (value, end) = UTF8Scan.scalar(bytes, at: offset)
                offset = end
                if UTF8Scan.isSpace(value) { continue }
                guard offset < bytes.count else { return false }
                let next = UTF8Scan.scalar(bytes, at: offset).value
                switch value {
                case 0x30...0x39: return next < 0x80
                case 0x41...0x5A, 0x61...0x7A, 0x3041...0x3096, 0x30A1...0x30FA, 0x4E00...0x9FFF,
                    0xAC00...0xD7A3:
                    return true
                default: return value < 0x2000 && UTF8Scan.isLetter(value)
                }
            }
            return false
        }
    }

    /// How many bytes at the beginning of the source nobody will look at again.
    var forgettable: Int { reader.forgettable }

    /// The source itself, as far as it is kept.
    var source: [UInt8] { reader.source }

    /// Forgets the beginning of the source: all offsets become so much smaller, those
    /// of text that was in it negative.
    mutating func forget(_ count: Int) {
        reader.forget(count)
        passage.text.shiftSource(by: -count)
        passage.sourceEnd -= count
    }
}
