/// Where each byte of a text came from in a source. Offsets are in UTF-8 bytes.
public struct SourceMap: Sendable, Equatable {
    /// A run of the text with one origin.
    public struct Span: Sendable, Equatable {
        /// Where the run ends in the text; it begins where the one before ends.
        public var end: Int
        /// The part of the source that it stands for.
        public var source: Range<Int>
        /// Whether the bytes are the source's own (line ends and tabs as spaces), so
        /// that offsets inside map one to one; otherwise the run stands for ``source`` as a whole.
        public var isVerbatim: Bool
    }

    /// The runs, in order; their sources ascend.
    public private(set) var spans: [Span] = []

    /// The map of an empty text.
    init() {}

    /// The map of a text of so many bytes that stands for a part of the source as a whole.
    public init(of count: Int, for source: Range<Int>) {
        if count > 0 { spans = [Span(end: count, source: source, isVerbatim: false)] }
    }

    /// The part of the source that a range of the text stands for. A range that
    /// touches a replaced run stands for all of that run's source.
    public func sourceRange(of range: Range<Int>) -> Range<Int> {
        guard !spans.isEmpty else { return 0..<0 }
        let lower = sourceOffset(of: range.lowerBound, roundingUp: false)
        let upper = sourceOffset(of: range.upperBound, roundingUp: true)
        return lower..<max(lower, upper)
    }

    /// The place in the source that an offset of the text stands for. Inside a
    /// replaced run it is the run's source start, or its end when rounding up.
    func sourceOffset(of offset: Int, roundingUp: Bool) -> Int {
        guard let last = spans.last else { return 0 }
        guard offset < last.end else { return last.source.upperBound }
        // Rounding up asks for the end of what stands before the offset.
        let index = spanIndex(containing: roundingUp ? max(0, offset - 1) : offset)
        let span = spans[index]
        let start = index > 0 ? spans[index - 1].end : 0
        if span.isVerbatim { return span.source.lowerBound + (offset - start) }
        if offset == start { return span.source.lowerBound }
        if offset == span.end { return span.source.upperBound }
        return roundingUp ? span.source.upperBound : span.source.lowerBound
    }

    /// The first run that ends behind an offset; the number of runs behind the last.
    func spanIndex(containing offset: Int) -> Int {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].end <= offset { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Adds a run, to the one before it where both are one stretch of the source.
    mutating func append(_ span: Span) {
        if span.isVerbatim, let last = spans.last, last.isVerbatim,
            last.source.upperBound == span.source.lowerBound
        {
            spans[spans.count - 1].end = span.end
            spans[spans.count - 1].source = last.source.lowerBound..<span.source.upperBound
        } else {
            spans.append(span)
        }
    }

    /// Moves the places in the source.
    mutating func shiftSource(by distance: Int) {
        for index in spans.indices {
            spans[index].source = spans[index].source.shifted(by: distance)
        }
    }
}
