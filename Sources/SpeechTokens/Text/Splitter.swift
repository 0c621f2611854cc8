/// Cuts text where a pattern matches.
struct Splitter: Sendable {
    /// What becomes of the matches (Hugging Face's `SplitDelimiterBehavior`).
    enum Behaviour: String, Sendable {
        /// They are left out.
        case removed = "Removed"
        /// Each is a piece of its own.
        case isolated = "Isolated"
        /// Each belongs to the piece before it.
        case mergedWithPrevious = "MergedWithPrevious"
        /// Each belongs to the piece after it.
        case mergedWithNext = "MergedWithNext"
        /// Neighbours are one piece.
        case contiguous = "Contiguous"
    }

    let finder: Finder
    let behaviour: Behaviour
    /// Whether what doesn't match counts as a match and the other way round.
    let inverted: Bool

    init(_ finder: Finder, _ behaviour: Behaviour, inverted: Bool = false) {
        self.finder = finder
        self.behaviour = behaviour
        self.inverted = inverted
    }

    /// The pieces of a range, ascending, none empty.
    func split(
        _ range: Range<Int>, of bytes: [UInt8], into pieces: inout [Range<Int>]
    ) throws(TokenizerError) {
        var end = range.lowerBound
        if behaviour == .isolated {
            try finder.forEachMatch(in: bytes, range) { match in
                if end < match.lowerBound { pieces.append(end..<match.lowerBound) }
                pieces.append(match)
                end = match.upperBound
            }
            if end < range.upperBound { pieces.append(end..<range.upperBound) }
            return
        }
        var parts: [(range: Range<Int>, isMatch: Bool)] = []
        try finder.forEachMatch(in: bytes, range) { match in
            if end < match.lowerBound { parts.append((end..<match.lowerBound, inverted)) }
            parts.append((match, !inverted))
            end = match.upperBound
        }
        if end < range.upperBound { parts.append((end..<range.upperBound, inverted)) }
        switch behaviour {
        case .isolated: break
        case .removed: for part in parts where !part.isMatch { pieces.append(part.range) }
        case .contiguous:
            Self.merge(parts, into: &pieces) { $0 == $1 }
        case .mergedWithPrevious:
            Self.merge(parts, into: &pieces) { before, isMatch in isMatch && !before }
        case .mergedWithNext:
            // The same from behind: a match takes the part after it unless that is one.
            Self.merge(parts, into: &pieces) { before, isMatch in before && !isMatch }
        }
    }

    /// Joins a part to the one before it where `joins` says so of the two.
    private static func merge(
        _ parts: [(range: Range<Int>, isMatch: Bool)], into pieces: inout [Range<Int>],
        _ joins: (_ before: Bool, _ isMatch: Bool) -> Bool
    ) {
        var before: Bool?
        for part in parts {
            if let before, let last = pieces.last, joins(before, part.isMatch) {
                pieces[pieces.count - 1] = last.lowerBound..<part.range.upperBound
            } else {
                pieces.append(part.range)
            }
            before = part.isMatch
        }
    }
}

/// Finds a text or a regular expression.
enum Finder: Sendable {
    case literal([UInt8])
    case expression(Pattern)

    /// Calls `body` with each match in a range, ascending, none empty.
    func forEachMatch(
        in bytes: [UInt8], _ range: Range<Int>, _ body: (Range<Int>) -> Void
    ) throws(TokenizerError) {
        switch self {
        case .expression(let pattern):
            let result = bytes.withUnsafeBufferPointer {
                text -> Result<Void, TokenizerError> in
                do throws(TokenizerError) {
                    try pattern.forEachMatch(in: .init(rebasing: text[range])) {
                        body($0.lowerBound + range.lowerBound..<$0.upperBound + range.lowerBound)
                    }
                    return .success(())
                } catch {
                    return .failure(error)
                }
            }
            try result.get()
        case .literal(let wanted):
            guard let first = wanted.first else { return }
            var at = range.lowerBound
            while at + wanted.count <= range.upperBound {
                if bytes[at] == first, bytes[at..<at + wanted.count].elementsEqual(wanted) {
                    body(at..<at + wanted.count)
                    at += wanted.count
                } else {
                    at += 1
                }
            }
        }
    }
}
