/// A text together with where each part of it came from in a source.
///
/// Transformations of text (normalisation, dictionaries) replace parts of it
/// through ``replace(_:with:)`` and ``replacing(_:)``, which keep the map. All
/// offsets are in UTF-8 bytes and lie on scalar boundaries.
public struct MappedText: Sendable, Equatable {
    /// A run of the text with one origin.
    public typealias Span = SourceMap.Span

    /// The text as UTF-8.
    public private(set) var utf8: [UInt8]

    /// Where ``utf8`` came from; its runs cover it exactly.
    public private(set) var map: SourceMap

    /// The runs, in order; they cover ``utf8`` exactly, and their sources ascend.
    public var spans: [Span] { map.spans }

    /// An empty text.
    public init() {
        utf8 = []
        map = SourceMap()
    }

    /// A text that is a part of the source, unchanged.
    ///
    /// - Parameter start: The offset of `bytes` in the source.
    public init(verbatim bytes: some Collection<UInt8>, at start: Int) {
        utf8 = Array(bytes)
        map = SourceMap()
        guard !utf8.isEmpty else { return }
        map.append(Span(end: utf8.count, source: start..<start + utf8.count, isVerbatim: true))
    }

    /// The text as a string.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// Whether there is no text.
    public var isEmpty: Bool { utf8.isEmpty }

    /// Appends a part of the source, unchanged.
    public mutating func append(verbatim bytes: some Collection<UInt8>, at start: Int) {
        guard !bytes.isEmpty else { return }
        utf8.append(contentsOf: bytes)
        map.append(
            Span(
                end: utf8.count, source: start..<start + bytes.count, isVerbatim: true))
    }

    /// Appends a space for the line end or tab of one byte at an offset of the
    /// source; it maps as if it were the source's own.
    mutating func append(lineEndAt offset: Int) {
        utf8.append(0x20)
        map.append(Span(end: utf8.count, source: offset..<offset + 1, isVerbatim: true))
    }

    /// Appends text that stands for a part of the source without being it.
    public mutating func append(_ replacement: some Collection<UInt8>, for source: Range<Int>) {
        guard !replacement.isEmpty else { return }
        utf8.append(contentsOf: replacement)
        map.append(Span(end: utf8.count, source: source, isVerbatim: false))
    }

    /// Appends a part of another mapped text of the same source.
    public mutating func append(_ other: MappedText, range: Range<Int>? = nil) {
        let range = range ?? 0..<other.utf8.count
        guard !range.isEmpty else { return }
        let shift = utf8.count - range.lowerBound
        utf8.append(contentsOf: other.utf8[range])
        var start = 0
        var index = other.map.spanIndex(containing: range.lowerBound)
        if index > 0 { start = other.spans[index - 1].end }
        while index < other.spans.count, start < range.upperBound {
            let span = other.spans[index]
            let from = max(start, range.lowerBound)
            let to = min(span.end, range.upperBound)
            let source =
                span.isVerbatim
                ? span.source.lowerBound + (from - start)..<span.source.lowerBound + (to - start)
                : span.source
            map.append(Span(end: to + shift, source: source, isVerbatim: span.isVerbatim))
            start = span.end
            index += 1
        }
    }

    /// The part of this text within a range, with its map.
    public func slice(_ range: Range<Int>) -> MappedText {
        var result = MappedText()
        result.append(self, range: range)
        return result
    }

    /// The part of the source that a range of the text stands for; see
    /// ``SourceMap/sourceRange(of:)``.
    public func sourceRange(of range: Range<Int>) -> Range<Int> { map.sourceRange(of: range) }

    /// The place in the source that an offset of the text stands for. Inside a
    /// replaced run it is the run's source start, or its end when rounding up.
    public func sourceOffset(of offset: Int, roundingUp: Bool = false) -> Int {
        map.sourceOffset(of: offset, roundingUp: roundingUp)
    }

    /// Whether an offset lies inside a run that stands for its source as a whole, such as
    /// between two letters of a spelt acronym.
    public func isReplaced(across offset: Int) -> Bool {
        guard offset > 0, offset < utf8.count else { return false }
        let index = map.spanIndex(containing: offset)
        return !spans[index].isVerbatim && (index == 0 || spans[index - 1].end < offset)
    }

    /// This text with some ranges replaced; what stays keeps its map, what is new
    /// maps to the source of what it replaces.
    ///
    /// - Parameter edits: Ascending and disjoint.
    public func replacing(_ edits: [(range: Range<Int>, text: String)]) -> MappedText {
        guard !edits.isEmpty else { return self }
        var result = MappedText()
        result.utf8.reserveCapacity(utf8.count + edits.reduce(0) { $0 + $1.text.utf8.count })
        var position = 0
        for edit in edits {
            precondition(edit.range.lowerBound >= position, "edits out of order")
            result.append(self, range: position..<edit.range.lowerBound)
            result.append(edit.text.utf8, for: sourceRange(of: edit.range))
            position = edit.range.upperBound
        }
        result.append(self, range: position..<utf8.count)
        return result
    }

    /// Replaces one range; see ``replacing(_:)``.
    public mutating func replace(_ range: Range<Int>, with text: String) {
        self = replacing([(range, text)])
    }

    /// Moves the places in the source that the text stands for.
    mutating func shiftSource(by distance: Int) { map.shiftSource(by: distance) }
}
