/// Reads passages from a source, as much at a time as asked for.
struct PassageReader: Sendable {
    private let source: [UInt8]
    private let markup: Markup
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
    /// How many combining marks stand at the end of what was read.
    private var marks = 0

    init(source: [UInt8], markup: Markup) {
        self.source = source
        self.markup = markup
    }

    /// Whether the source has been read to its end.
    var isAtEnd: Bool { runIndex >= markup.runs.count }

    /// Reads on until the passage is closed or its text has about `window` bytes.
    ///
    /// At the end of the source the passage is closed as a paragraph.
    mutating func fill(_ passage: inout Passage, upTo window: Int) {
        while !passage.isClosed, passage.text.utf8.count < window {
            guard runIndex < markup.runs.count else {
                passage.isClosed = true
                passage.boundary = .paragraph
                passage.sourceEnd = source.count
                return
            }
            let run = markup.runs[runIndex]
            position = max(position, Int(run.start))
            if passage.text.isEmpty { passage.style = style }
            switch run.kind {
            case .text, .lines:
                readText(run, into: &passage, upTo: window)
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
    }

    private func close(_ passage: inout Passage, _ boundary: Boundary?) {
        passage.isClosed = true
        passage.boundary = boundary
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
        let upper = Int(run.end)
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
        case .end: advance(to: upper)
        case .full: break
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
        case pause(Int)
        case division(Boundary)
    }

    /// Copies text from the current position on, leaving out what is not spoken.
    private mutating func scan(
        _ bytes: UnsafeBufferPointer<UInt8>, before upper: Int, room: Int, matters: Bool,
        into text: inout MappedText
    ) -> Stop {
        var limit = min(upper, position + max(room, 4))
        while limit < upper, UTF8Scan.isContinuation(bytes[limit]) { limit -= 1 }
        var offset = position
        if text.isEmpty {
            offset = skipBlank(bytes, from: offset, before: upper, matters: matters)
            limit = min(upper, max(limit, offset + 4))
            while limit < upper, UTF8Scan.isContinuation(bytes[limit]) { limit -= 1 }
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
                        bytes, at: offset, line: line, before: upper, matters: matters)
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
    private mutating func skipBlank(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, before upper: Int, matters: Bool
    ) -> Int {
        var offset = start
        if isAtLineStart { line = offset }
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
                offset = end
            } else if bytes[offset] == 0xEF, offset == 0, upper >= 3, bytes[1] == 0xBB,
                bytes[2] == 0xBF
            {
                offset = 3
                line = 3
            } else {
                break
            }
        }
        if matters, isAtLineStart, offset < upper,
            let end = LineRules.bulletEnd(bytes, at: offset, before: upper)
        {
            isAtLineStart = false
            offset = end
        }
        return offset
    }
}
