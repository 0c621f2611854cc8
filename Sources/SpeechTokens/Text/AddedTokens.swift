/// A token that is found in the text before anything else is done with it.
struct AddedToken: Sendable {
    var id: Int32
    var content: [UInt8]
    /// Only where no letter or digit stands beside it.
    var isWholeWord = false
    /// Whether it takes the white space before it along.
    var stripsLeft = false
    /// Whether it takes the white space behind it along.
    var stripsRight = false
    /// Whether it is looked for in the normalized text.
    var isNormalized = false
    /// Whether it steers the model instead of being text.
    var isSpecial = false
}

/// Finds added tokens: the leftmost, of those the longest.
struct AddedTokenFinder: Sendable {
    private var tokens: [AddedToken] = []
    /// A trie: node and byte to the next node. Node 0 is the root.
    private var edges: [UInt64: Int32] = [:]
    /// By node, the token that ends there; -1: none.
    private var ends: [Int32] = [-1]
    /// Whether any token begins with a byte.
    private var begins = [Bool](repeating: false, count: 256)

    /// Adds a token; of two with the same spelling the later counts.
    mutating func add(_ token: AddedToken, spelled spelling: [UInt8]) {
        guard let first = spelling.first else { return }
        begins[Int(first)] = true
        var node: Int32 = 0
        for byte in spelling {
            let edge = UInt64(UInt32(node)) << 8 | UInt64(byte)
            if let known = edges[edge] {
                node = known
            } else {
                node = Int32(ends.count)
                edges[edge] = node
                ends.append(-1)
            }
        }
        ends[Int(node)] = Int32(tokens.count)
        tokens.append(token)
    }

    /// A stretch of a text: a token, or text between tokens.
    struct Part {
        var token: Int32?
        var range: Range<Int>
    }

    /// Cuts a text at the tokens in it.
    func parts(of text: [UInt8], specials: Bool) -> [Part] {
        let whole = Part(token: nil, range: 0..<text.count)
        guard !tokens.isEmpty else { return [whole] }
        var parts: [Part] = []
        var taken = 0
        var at = 0
        while at < text.count {
            guard begins[Int(text[at])], let (index, end) = longest(in: text, at: at) else {
                at += 1
                continue
            }
            let start = at
            at = end
            let token = tokens[index]
            guard specials || !token.isSpecial,
                !token.isWholeWord || Self.standsAlone(start..<end, in: text)
            else { continue }
            var range = start..<end
            if token.stripsLeft { range = Self.spaceStart(before: start, in: text)..<end }
            if token.stripsRight {
                range = range.lowerBound..<Self.spaceEnd(after: end, in: text)
            }
            // White space that the token before took is gone.
            range = range.clamped(to: taken..<text.count)
            guard !range.isEmpty else { continue }
            if taken < range.lowerBound {
                parts.append(Part(token: nil, range: taken..<range.lowerBound))
            }
            parts.append(Part(token: token.id, range: range))
            taken = range.upperBound
        }
        if taken < text.count { parts.append(Part(token: nil, range: taken..<text.count)) }
        return parts
    }

    private func longest(in text: [UInt8], at start: Int) -> (token: Int, end: Int)? {
        var node: Int32 = 0
        var found: (Int, Int)?
        var at = start
        while at < text.count,
            let following = edges[UInt64(UInt32(node)) << 8 | UInt64(text[at])]
        {
            node = following
            at += 1
            if ends[Int(node)] >= 0 { found = (Int(ends[Int(node)]), at) }
        }
        return found
    }

    private static func standsAlone(_ range: Range<Int>, in text: [UInt8]) -> Bool {
        let before = scalar(before: range.lowerBound, in: text)?.scalar
        let after = scalar(at: range.upperBound, in: text)?.scalar
        return !(before.map(isWord) ?? false) && !(after.map(isWord) ?? false)
    }

    /// What `\w` matches (UTS #18, annex C).
    private static func isWord(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        if properties.isAlphabetic || properties.isJoinControl { return true }
        return switch properties.generalCategory {
        case .nonspacingMark, .spacingMark, .enclosingMark, .decimalNumber,
            .connectorPunctuation:
            true
        default: false
        }
    }

    private static func spaceStart(before place: Int, in text: [UInt8]) -> Int {
        var place = place
        while let (scalar, start) = scalar(before: place, in: text),
            scalar.properties.isWhitespace
        {
            place = start
        }
        return place
    }

    private static func spaceEnd(after place: Int, in text: [UInt8]) -> Int {
        var place = place
        while let (scalar, end) = scalar(at: place, in: text), scalar.properties.isWhitespace {
            place = end
        }
        return place
    }

    private static func scalar(
        before end: Int, in text: [UInt8]
    ) -> (scalar: Unicode.Scalar, start: Int)? {
        guard end > 0 else { return nil }
        var start = end - 1
        while start > 0, text[start] & 0xC0 == 0x80 { start -= 1 }
        return scalar(at: start, in: text).map { ($0.scalar, start) }
    }

    private static func scalar(
        at start: Int, in text: [UInt8]
    ) -> (scalar: Unicode.Scalar, end: Int)? {
        guard start < text.count else { return nil }
        var end = start + 1
        while end < text.count, text[end] & 0xC0 == 0x80 { end += 1 }
        return String(decoding: text[start..<end], as: UTF8.self).unicodeScalars.first
            .map { ($0, end) }
    }
}
