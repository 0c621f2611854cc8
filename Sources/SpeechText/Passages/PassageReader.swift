/// Reads passages from a source, as much at a time as asked for.
struct PassageReader: Sendable {
    private(set) var source: [UInt8]
    private let markup: Markup
    /// Whether the source is plain text that arrives little by little.
    private let isArriving: Bool
    /// Whether more of the source may come.
    private(set) var isOpen = false
    /// Whether what comes next depends on source that is not there yet.
    private(set) var isStarved = false
    /// What kind of place the end of the source is.
    var endBoundary: Boundary? = .paragraph
    /// How many bytes of the source have been forgotten before the first.
    private var forgotten = 0
    /// How much source there was when it could last not be read on, and from where.
    private var attempt: (position: Int, count: Int)?
    private var runIndex = 0
    /// How far the source has been read.
    private var position = 0
    private var style = MarkupStyle()
    private var hint: NormalizationHint?
    private var isFixed = false
    private var ipa: String?
    /// Whether the next words begin a fixed or hinted part of their own.
    private var beginsPart = false
    private var lines = LineRules()
    /// Where the current line begins; nil: in its middle, after a pause.
    private var line = 0
    private var isAtLineStart = true
    /// Whether the white space before the words of a passage has been skipped, or a
    /// part of it.
    private var hasSkipped = false
    private var isSkipping = false
    /// How many combining marks stand at the end of what was read.
    private var marks = 0

    init(source: [UInt8], markup: Markup) {
        self.source = source
        self.markup = markup
        isArriving = false
    }

    /// Reads plain text that arrives little by little.
    init(arriving source: [UInt8]) {
        self.source = source
        markup = .plain(byteCount: 0)
        isArriving = true
        isOpen = true
    }

    /// Whether the source has been read to its end.
    var isAtEnd: Bool { runIndex >= markup.runs.count }

    /// Reads on until the passage is closed or its text has about `window` bytes.
    ///
    /// At the end of the source the passage is closed as a paragraph.
    mutating func fill(_ passage: inout Passage, upTo window: Int) {
        isStarved = false
        while !passage.isClosed, passage.text.utf8.count < window {
            guard runIndex < markup.runs.count else {
                passage.isClosed = true
                passage.boundary = endBoundary
                passage.sourceEnd = source.count
                return
            }
            let run = markup.runs[runIndex]
            position = max(position, Int(run.start))
            if passage.text.isEmpty { passage.style = style }
            switch run.kind {
            case .text, .lines:
                readText(run, into: &passage, upTo: window)
                if isStarved { return }
            case .substitute:
                let words = markup.strings[Int(run.value)]
                append(to: &passage) {
                    $0.append(words.utf8, for: Int(run.start)..<Int(run.end))
                }
                advance(to: Int(run.end))
            case .scalar:
                appendScalar(run, to: &passage)
                advance(to: Int(run.end))
            case .boundary:
                close(&passage, Boundary(rawValue: Int(run.value)))
                advance(to: Int(run.end))
                passage.sourceEnd = position
            case .pause:
                close(&passage, nil)
                passage.pause = .milliseconds(Int(run.value))
                advance(to: Int(run.end))
                passage.sourceEnd = position
            case .style:
                style = markup.styles[Int(run.value)]
                advance(to: Int(run.end))
                if passage.text.isEmpty {
                    passage.style = style
                } else if passage.style != style {
                    close(&passage, nil)
                    passage.sourceEnd = position
                }
            case .beginHint:
                hint = markup.hints[Int(run.value)]
                beginsPart = true
                advance(to: Int(run.end))
            case .endHint:
                hint = nil
                advance(to: Int(run.end))
            case .beginFixed:
                isFixed = true
                ipa = run.value == 0 ? nil : markup.strings[Int(run.value) - 1]
                beginsPart = true
                advance(to: Int(run.end))
            case .endFixed:
                isFixed = false
                ipa = nil
                advance(to: Int(run.end))
            }
        }
    }

    private mutating func advance(to offset: Int) {
        position = max(position, offset)
        runIndex += 1
        hasSkipped = false
    }

    private mutating func close(_ passage: inout Passage, _ boundary: Boundary?) {
        passage.isClosed = true
        passage.boundary = boundary
        hasSkipped = false
    }

    /// Appends words, within a fixed or hinted part where one is open.
    private mutating func append(
        to passage: inout Passage, _ words: (inout MappedText) -> Void
    ) {
        let start = passage.text.utf8.count
        words(&passage.text)
        let end = passage.text.utf8.count
        guard end > start, isFixed || hint != nil else { return }
        if isFixed {
            if !beginsPart, let last = passage.fixed.last, last.range.upperBound == start {
                passage.fixed[passage.fixed.count - 1].range = last.range.lowerBound..<end
            } else {
                passage.fixed.append(Passage.Fixed(range: start..<end, ipa: ipa))
            }
        } else if var part = hint {
            if !beginsPart, let last = passage.hints.last, last.range.upperBound == start {
                passage.hints[passage.hints.count - 1].range = last.range.lowerBound..<end
            } else {
                part.range = start..<end
                passage.hints.append(part)
            }
        }
        beginsPart = false
    }

    private mutating func appendScalar(_ run: Markup.Run, to passage: inout Passage) {
        var scalar = Unicode.Scalar(run.value) ?? "\u{FFFD}"
        if scalar.value < 0x20 { scalar = " " }
        if scalar.value >= 0x7F {
            switch Unspoken.fate(scalar.value) {
            case .dropped: return
            case .lineEnd: scalar = " "
            case .combining:
                marks += 1
                if marks > Unspoken.mostMarks { return }
            case .kept: marks = 0
            }
        } else {
            marks = 0
        }
        let words = Array(String(Character(scalar)).utf8)
        append(to: &passage) { $0.append(words, for: Int(run.start)..<Int(run.end)) }
    }

    private mutating func readText(_ run: Markup.Run, into passage: inout Passage, upTo window: Int)
    {
        let upper = isArriving ? source.count : Int(run.end)
        if isOpen, !isWorthAnAttempt {
            isStarved = true
            return
        }
        var stop = Stop.end
        // The closure must not hold self while it is borrowed for reading.
        var reader = self
        let bytes = source
        append(to: &passage) { text in
            stop = bytes.withUnsafeBufferPointer {
                reader.scan(
                    $0, before: upper, room: window - text.utf8.count,
                    matters: run.kind == .lines, into: &text)
            }
        }
        reader.beginsPart = beginsPart
        self = reader
        switch stop {
        case .end:
            isStarved = isOpen
            if !isOpen { advance(to: upper) }
        case .full: break
        case .unknown:
            isStarved = true
            attempt = (position, source.count)
        case .pause(let milliseconds):
            close(&passage, nil)
            passage.pause = .milliseconds(milliseconds)
        case .division(let boundary):
            close(&passage, boundary)
        }
        passage.sourceEnd = position
    }

    private enum Stop {
        case end
        case full
        /// It depends on source that is not there yet.
        case unknown
        case pause(Int)
        case division(Boundary)
    }

    /// Copies text from the current position on, leaving out what is not spoken.
    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, before upper: Int, room: Int, matters: Bool,
        into text: inout MappedText
    ) -> Stop {
        // Where a window ends must not depend on the pieces that it comes in: with the
        // first character that fills it.
        var limit = min(upper, position + max(room, 1))
        while limit < upper, UTF8Scan.isContinuation(bytes[limit]) { limit += 1 }
        var offset = position
        if text.isEmpty, !hasSkipped {
            guard
                let words = skipBlank(bytes, from: offset, before: upper, matters: matters)
            else { return .unknown }
            offset = words
            hasSkipped = true
            limit = min(upper, max(limit, offset + 1))
            while limit < upper, UTF8Scan.isContinuation(bytes[limit]) { limit += 1 }
        }
        isAtLineStart = false
        var kept = offset
        func flush(_ end: Int) {
            guard end > kept else { return }
            text.append(verbatim: UnsafeBufferPointer(rebasing: bytes[kept..<end]), at: kept)
        }
        return ByteClass.table.withUnsafeBufferPointer { classes in
            while offset < limit {
                let byte = bytes[offset]
                let kind = classes[Int(byte)]
                if kind == ByteClass.ordinary {
                    if !UTF8Scan.isContinuation(byte) { marks = 0 }
                    offset += 1
                    continue
                }
                var end = offset + 1
                var fate = Unspoken.Fate.dropped
                switch kind {
                case ByteClass.newline: fate = .lineEnd
                case ByteClass.space:
                    flush(offset)
                    text.append(lineEndAt: offset)
                    kept = end
                    offset = end
                    continue
                case ByteClass.bracket:
                    if isOpen, InlinePause.isCut(bytes, at: offset, before: upper) {
                        flush(offset)
                        position = offset
                        return .unknown
                    }
                    if let pause = InlinePause.parse(bytes, at: offset, before: upper) {
                        flush(offset)
                        position = pause.end
                        return .pause(pause.milliseconds)
                    }
                    marks = 0
                    fate = .kept
                case ByteClass.suspect:
                    let scalar = UTF8Scan.scalar(bytes, at: offset)
                    end = scalar.end
                    fate = Unspoken.fate(scalar.value)
                    if fate == .combining {
                        marks += 1
                        if marks > Unspoken.mostMarks { fate = .dropped }
                    } else {
                        marks = 0
                    }
                default: break
                }
                switch fate {
                case .kept, .combining: break
                case .dropped:
                    flush(offset)
                    kept = end
                case .lineEnd:
                    flush(offset)
                    if byte >= 0x80 {
                        text.append(" ".utf8, for: offset..<end)
                        kept = end
                        break
                    }
                    let (meaning, next) = lines.read(
                        bytes, at: offset, line: line, before: upper, matters: matters,
                        isOpen: isOpen)
                    if meaning == .unknown {
                        position = offset
                        return .unknown
                    }
                    if case .division(let boundary) = meaning {
                        position = next
                        line = next
                        isAtLineStart = true
                        return .division(boundary)
                    }
                    if meaning == .space { text.append(lineEndAt: offset) }
                    line = next
                    kept = next
                    end = next
                }
                offset = end
            }
            flush(offset)
            position = offset
            return offset >= upper ? .end : .full
        }
    }

    /// Skips white space, ruled lines and bullets before the first words of a
    /// passage.
    ///
    /// - Returns: Where the words begin; nil where that depends on source that is not
    ///   there yet. What is certain is skipped then.
    private mutating func skipBlank(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, before upper: Int, matters: Bool
    ) -> Int? {
        var offset = start
        if isAtLineStart, !isSkipping { line = offset }
        isSkipping = true
        while offset < upper {
            if bytes[offset] == 0x0A || bytes[offset] == 0x0D {
                offset += 1
                line = offset
                isAtLineStart = true
            } else if bytes[offset] <= 0x20 {
                offset += 1
            } else if matters, isAtLineStart,
                let end = LineRules.ruleEnd(bytes, at: offset, before: upper)
            {
                if isOpen, end == upper { break }
                offset = end
            } else if bytes[offset] == 0xEF, offset == 0, forgotten == 0, upper >= 3,
                bytes[1] == 0xBB, bytes[2] == 0xBF
            {
                offset = 3
                line = 3
            } else {
                break
            }
        }
        if isOpen {
            let isUnknown =
                offset == upper
                || (matters && isAtLineStart
                    && LineRules.isCut(bytes, at: offset, before: upper))
            if isUnknown {
                position = offset
                return nil
            }
        }
        isSkipping = false
        if matters, isAtLineStart, offset < upper,
            let end = LineRules.bulletEnd(bytes, at: offset, before: upper)
        {
            isAtLineStart = false
            offset = end
        }
        return offset
    }
}

// Plain text that arrives little by little.
extension PassageReader {
    /// How much of the source is kept behind the place that has been read: what is
    /// looked back at, and more.
    private static let keptBytes = 512

    /// More of the source: whole characters.
    mutating func append(_ bytes: [UInt8]) { source.append(contentsOf: bytes) }

    /// Nothing more comes.
    mutating func close() { isOpen = false }

    /// Whether to look again at a place that could not be judged. What waits for long
    /// is looked at when an eighth has come on top, so that all looks together take
    /// linear time.
    private var isWorthAnAttempt: Bool {
        guard let attempt, attempt.position == position else { return true }
        let seen = attempt.count - position
        return seen < 256 || source.count - attempt.count >= seen / 8
    }

    /// How many bytes at the beginning of the source nobody will look at again.
    var forgettable: Int {
        var kept = min(position, lines.unmeasured ?? position)
        if position - line <= 4096 { kept = min(kept, line) }
        return max(0, min(kept, position - Self.keptBytes))
    }

    /// Forgets the beginning of the source: all offsets become so much smaller.
    mutating func forget(_ count: Int) {
        source.removeFirst(count)
        forgotten += count
        position -= count
        line = max(0, line - count)
        lines.shift(by: -count)
        attempt?.position -= count
        attempt?.count -= count
    }
}
