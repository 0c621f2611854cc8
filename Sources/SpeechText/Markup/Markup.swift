/// A document's text without its markup: a light list of what stands where.
struct Markup: Sendable {
    /// One step through the source.
    struct Run: Sendable {
        /// What the step is; `value` means what is said here.
        enum Kind: UInt8, Sendable {
            /// Text to be read from the source. No value.
            case text
            /// Text of which single line ends may matter (plain text). No value.
            case lines
            /// Words of ``Markup/strings`` in place of a part of the source.
            case substitute
            /// One scalar in place of a part of the source; value: the scalar.
            case scalar
            /// A place where speech divides: the raw value of a ``Boundary``.
            case boundary
            /// A pause in milliseconds.
            case pause
            /// From here on ``Markup/styles`` at the value holds.
            case style
            /// From here on the hint of ``Markup/hints`` at the value holds.
            case beginHint
            /// The hint holds no longer.
            case endHint
            /// From here on nothing may change; value: 1 + an index into
            /// ``Markup/strings`` of the pronunciation, or 0.
            case beginFixed
            /// From here on things may change again.
            case endFixed
        }

        /// Where it begins in the source.
        var start: UInt32
        /// Where it ends in the source; for places, where it begins.
        var end: UInt32
        /// See ``Kind``.
        var value: UInt32
        /// What it is.
        var kind: Kind
    }

    /// The steps, in the order of the source.
    private(set) var runs: [Run] = []
    /// Words and pronunciations that are not in the source as such.
    private(set) var strings: [String] = []
    /// Styles; the first is the plain one.
    private(set) var styles: [MarkupStyle] = [MarkupStyle()]
    /// Readings that markup asks for; their ranges mean nothing here.
    private(set) var hints: [NormalizationHint] = []
    /// What the markup asks for in vain.
    private(set) var warnings: [TextWarning] = []

    /// Plain text: one run of lines.
    static func plain(byteCount: Int) -> Markup {
        var markup = Markup()
        markup.add(.lines, 0..<byteCount)
        return markup
    }

    /// Adds a step; text that continues the text before is joined with it.
    mutating func add(_ kind: Run.Kind, _ range: Range<Int>, value: Int = 0) {
        let start = UInt32(clamping: range.lowerBound)
        let end = UInt32(clamping: range.upperBound)
        if kind == .text, let last = runs.last, last.kind == .text, last.end == start {
            runs[runs.count - 1].end = end
            return
        }
        runs.append(Run(start: start, end: end, value: UInt32(clamping: value), kind: kind))
    }

    /// Adds a place where speech divides.
    mutating func addBoundary(_ boundary: Boundary, at offset: Int) {
        add(.boundary, offset..<offset, value: boundary.rawValue)
    }

    /// Adds words that stand for a part of the source.
    mutating func addSubstitute(_ text: String, for range: Range<Int>) {
        strings.append(text)
        add(.substitute, range, value: strings.count - 1)
    }

    /// Adds a pause.
    mutating func addPause(milliseconds: Int, _ range: Range<Int>) {
        add(.pause, range, value: milliseconds)
    }

    /// Adds a change of style, unless nothing changes.
    mutating func addStyle(_ style: MarkupStyle, at offset: Int) {
        if styles.last != style { styles.append(style) }
        add(.style, offset..<offset, value: styles.count - 1)
    }

    /// Adds the beginning of a part whose reading is given.
    mutating func beginHint(_ hint: NormalizationHint, at offset: Int) {
        hints.append(hint)
        add(.beginHint, offset..<offset, value: hints.count - 1)
    }

    /// Adds the beginning of a part that nothing may change.
    mutating func beginFixed(ipa: String?, at offset: Int) {
        if let ipa { strings.append(ipa) }
        add(.beginFixed, offset..<offset, value: ipa == nil ? 0 : strings.count)
    }

    /// Adds the end of such a part.
    mutating func end(_ kind: Run.Kind, at offset: Int) { add(kind, offset..<offset) }

    /// Notes something that the markup asks for in vain.
    mutating func warn(_ message: String, at offset: Int) {
        // A text that does nothing but err must not fill memory with complaints.
        guard warnings.count < 100 else { return }
        warnings.append(TextWarning(message: message, offset: offset))
    }
}
