/// What a line end means in plain text.
///
/// Most plain text is wrapped: its line ends are white space. But a heading
/// above its text, the lines of a poem or a list stand alone, and a listener
/// expects to hear it. So a line end inside a paragraph ends a sentence where the
/// line has no mark at its end, the next one does not go on in lower case, and the
/// line is short: below 60 % of the paragraph's widest, or in a paragraph that is
/// narrow altogether (50 columns; 40 where Han or kana are written, two columns a
/// character), or one of the two lines is in Han or kana and the other has none. Before
/// a list item, a dash of dialogue or a ruled line, and at an
/// empty line, a paragraph ends.
struct LineRules: Sendable {
    /// What follows from a line end.
    enum Meaning: Equatable {
        /// It is a space.
        case space
        /// It is nothing: between Han or kana, and behind a hyphen.
        case joint
        /// Speech divides.
        case division(Boundary)
        /// That depends on text that is not there yet.
        case unknown
    }

    /// Where the measured stretch ends, and its widest line in columns.
    private var measuredEnd = 0
    private var widest = 0
    /// Where a stretch begins that could not be measured to its end yet.
    private(set) var unmeasured: Int?

    /// Reads the line end at an offset.
    ///
    /// - Parameters:
    ///   - line: Where the line begins.
    ///   - upper: Where the text ends.
    ///   - matters: False where line ends are white space anyway (markup).
    ///   - isOpen: Whether more text may come behind `upper`.
    /// - Returns: What it means, and where the text goes on.
    mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>, at newline: Int, line: Int, before upper: Int,
        matters: Bool, isOpen: Bool = false
    ) -> (meaning: Meaning, next: Int) {
        var next = newline
        var newlines = 0
        while next < upper {
            let byte = bytes[next]
            if byte == 0x0A {
                newlines += 1
            } else if byte == 0x0D {
                if next + 1 >= upper || bytes[next + 1] != 0x0A { newlines += 1 }
            } else if byte != 0x20, byte != 0x09, byte != 0x0B, byte != 0x0C {
                break
            }
            next += 1
        }
        if isOpen, next == upper { return (.unknown, next) }
        guard next < upper else { return (matters ? .division(.paragraph) : .space, next) }
        if matters {
            if newlines > 1 { return (.division(.paragraph), next) }
            if isOpen, Self.isCut(bytes, at: next, before: upper) { return (.unknown, next) }
            if Self.beginsItem(bytes, at: next, before: upper)
                || Self.ruleEnd(bytes, at: next, before: upper) != nil
            {
                return (.division(.paragraph), next)
            }
            let standsAlone = standsAlone(
                bytes, line: line, end: newline, next: next, before: upper, isOpen: isOpen)
            guard let standsAlone else { return (.unknown, next) }
            if standsAlone { return (.division(.sentence), next) }
        }
        var end = newline
        while end > line, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
        guard let last = UTF8Scan.scalar(bytes, before: end) else { return (.space, next) }
        let first = UTF8Scan.scalar(bytes, at: next).value
        if UTF8Scan.isHanOrKana(last.value), UTF8Scan.isHanOrKana(first) { return (.joint, next) }
        if last.value == 0x2D, last.start > line, bytes[last.start - 1] | 0x20 >= 0x61,
            UTF8Scan.isAlphanumeric(bytes[last.start - 1]), UTF8Scan.isLowercase(first)
        {
            return (.joint, next)
        }
        return (.space, next)
    }

    /// Whether a line stands alone; nil where that depends on text that is not there
    /// yet.
    private mutating func standsAlone(
        _ bytes: UnsafeBufferPointer<UInt8>, line: Int, end: Int, next: Int, before upper: Int,
        isOpen: Bool
    ) -> Bool? {
        // Measuring a line is bounded: what is longer is not short.
        guard end - line <= 400 else { return false }
        var last = end
        while last > line, bytes[last - 1] <= 0x20 { last -= 1 }
        guard let mark = UTF8Scan.scalar(bytes, before: last), last > line,
            mark.value == 0x2E || !Punctuation.isTerminator(mark.value),
            !Punctuation.isWideClauseMark(mark.value),
            ![0x2C, 0x3A, 0x3B, 0x2D, 0x2013].contains(mark.value)
        else { return false }
        switch changesScript(bytes, line..<last, next, before: upper, isOpen: isOpen) {
        case nil: return nil
        case true?: return true
        case false?: break
        }
        let isWide = UTF8Scan.isHanOrKana(mark.value)
        var first = next
        var scalar = UTF8Scan.scalar(bytes, at: first)
        while Punctuation.isOpener(scalar.value), scalar.end < upper, first < next + 16 {
            first = scalar.end
            scalar = UTF8Scan.scalar(bytes, at: first)
        }
        if isOpen, Punctuation.isOpener(scalar.value), first < next + 16 { return nil }
        let goesOn = !isWide && UTF8Scan.isLowercase(scalar.value)
        let isMeasured = measure(bytes, from: line, before: upper, isOpen: isOpen)
        if goesOn { return false }
        let width = Self.columns(bytes, line..<last)
        let isShort = width * 10 < widest * 6
        // The widest line can only become wider.
        if !isMeasured { return isShort ? true : nil }
        if isWide { return isShort || widest <= 40 }
        // Behind a full stop, being short counts alone: "CHAPTER I." is no initial,
        // but "Mr." at the end of a narrow line is a title.
        return isShort || (widest <= 50 && mark.value != 0x2E)
    }

    /// Whether of two lines one is written in Han or kana and the other without any: a
    /// list of the same in several languages, say. Nil where the other is not there yet.
    private func changesScript(
        _ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>, _ next: Int, before upper: Int,
        isOpen: Bool
    ) -> Bool? {
        func hasHanOrKana(_ range: Range<Int>) -> Bool {
            range.contains { (0xE3...0xE9).contains(bytes[$0]) }
        }
        var end = next
        let limit = min(upper, next + 400)
        while end < limit, bytes[end] != 0x0A { end += 1 }
        let first = UTF8Scan.isHanOrKana(UTF8Scan.scalar(bytes, at: next).value)
        let here = hasHanOrKana(line)
        guard here else { return first }
        if first || hasHanOrKana(next..<end) { return false }
        return isOpen && end == upper && end < next + 400 ? nil : true
    }

    /// Finds the widest line from here to the end of the paragraph, or of 4 KiB.
    ///
    /// - Returns: False where the rest of the stretch is not there yet.
    private mutating func measure(
        _ bytes: UnsafeBufferPointer<UInt8>, from place: Int, before upper: Int, isOpen: Bool
    ) -> Bool {
        if let start = unmeasured {
            guard measureStretch(bytes, from: start, before: upper, isOpen: isOpen) else {
                return false
            }
        }
        guard place >= measuredEnd else { return true }
        return measureStretch(bytes, from: place, before: upper, isOpen: isOpen)
    }

    private mutating func measureStretch(
        _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, before upper: Int, isOpen: Bool
    ) -> Bool {
        let limit = min(upper, start + 4096)
        var isWhole = !isOpen || limit == start + 4096
        widest = 0
        var line = start
        while line < limit {
            var end = line
            while end < limit, bytes[end] != 0x0A { end += 1 }
            let width = Self.columns(bytes, line..<end)
            if width == 0, line > start, end < limit || isWhole {
                isWhole = true
                break
            }
            widest = max(widest, width)
            line = end + 1
        }
        unmeasured = isWhole ? nil : start
        if isWhole { measuredEnd = max(line, start + 1) }
        return isWhole
    }

    /// All offsets become so much greater.
    mutating func shift(by distance: Int) {
        measuredEnd += distance
        unmeasured = unmeasured.map { $0 + distance }
    }

    /// Whether the text ends where an item or a ruled line may have begun at an offset.
    static func isCut(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before upper: Int
    ) -> Bool {
        if ruleStart(bytes, at: start, before: upper) == upper { return true }
        let (first, end) = UTF8Scan.scalar(bytes, at: start)
        switch first {
        case 0x2A, 0x2B, 0x2D, 0x2022, 0x2023, 0x2043, 0x25AA, 0x25E6: return end == upper
        case 0x30...0x39:
            var offset = end
            while offset < upper, offset < start + 3, (0x30...0x39).contains(bytes[offset]) {
                offset += 1
            }
            if offset == upper { return true }
            return offset + 1 == upper && (bytes[offset] == 0x2E || bytes[offset] == 0x29)
        default: return false
        }
    }

    /// Where the marks that a ruled line is made of end.
    private static func ruleStart(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before upper: Int
    ) -> Int {
        var offset = start
        while offset < upper {
            switch bytes[offset] {
            case 0x23, 0x2A, 0x2B, 0x2D, 0x3D, 0x5F, 0x7E, 0x20, 0x09, 0x0D: offset += 1
            default: return offset
            }
        }
        return offset
    }

    /// The width of a line on a terminal, white space at its ends not counted.
    private static func columns(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        var width = 0
        var trimmed = 0
        for index in range {
            let byte = bytes[index]
            if UTF8Scan.isContinuation(byte) || (width == 0 && byte <= 0x20) { continue }
            width += (0xE3...0xED).contains(byte) || byte == 0xEF || byte == 0xF0 ? 2 : 1
            if byte > 0x20 { trimmed = width }
        }
        return trimmed
    }

    /// Whether a list item or a line of dialogue begins here.
    static func beginsItem(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before upper: Int
    ) -> Bool {
        if bulletEnd(bytes, at: start, before: upper) != nil { return true }
        let (first, end) = UTF8Scan.scalar(bytes, at: start)
        // En dash, em dash, horizontal bar: dialogue in many languages.
        if (0x2013...0x2015).contains(first) { return true }
        if first == 0x30FB || first == 0x25CF || first == 0x25CB || first == 0x25A0 { return true }
        guard (0x30...0x39).contains(first) else { return false }
        var offset = end
        while offset < upper, offset < start + 3, (0x30...0x39).contains(bytes[offset]) {
            offset += 1
        }
        return offset + 1 < upper && (bytes[offset] == 0x2E || bytes[offset] == 0x29)
            && bytes[offset + 1] == 0x20
    }

    /// Where the bullet that stands here ends with its space; nil without one.
    static func bulletEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before upper: Int
    ) -> Int? {
        let (first, end) = UTF8Scan.scalar(bytes, at: start)
        switch first {
        case 0x2A, 0x2B, 0x2D, 0x2022, 0x2023, 0x2043, 0x25AA, 0x25E6:
            return end < upper && (bytes[end] == 0x20 || bytes[end] == 0x09) ? end + 1 : nil
        default: return nil
        }
    }

    /// Where a line that is nothing but a rule (`-----`, `* * *`) ends; nil where
    /// it is something else.
    static func ruleEnd(
        _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, before upper: Int
    ) -> Int? {
        var offset = start
        var count = 0
        scan: while offset < upper {
            switch bytes[offset] {
            case 0x23, 0x2A, 0x2B, 0x2D, 0x3D, 0x5F, 0x7E: count += 1
            case 0x20, 0x09, 0x0D: break
            case 0x0A: break scan
            default: return nil
            }
            offset += 1
        }
        return count >= 3 ? offset : nil
    }
}
