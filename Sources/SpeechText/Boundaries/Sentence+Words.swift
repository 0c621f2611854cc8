extension Sentence {
    /// Offsets into the spoken text right after each word with the marks and white
    /// space behind it; ascending, without the end. Found anew at each call.
    ///
    /// Text with spaces is divided at them; where scripts without spaces occur, by
    /// ICU's word rules and dictionaries.
    public var wordEnds: [Int] {
        spoken.utf8.withUnsafeBufferPointer { bytes in
            for byte in bytes where byte >= 0xE0 {
                // Thai to Khmer, CJK; general punctuation (E2) is no letter.
                if byte != 0xE2 { return Self.dictionaryWordEnds(bytes) }
            }
            return Self.spaceWordEnds(bytes)
        }
    }

    /// The places inside a range of the spoken text between two characters as a
    /// reader sees them (extended grapheme clusters); ascending.
    public func characterEnds(in range: Range<Int>) -> [Int] {
        spoken.utf8.withUnsafeBufferPointer { bytes in
            let range = range.clamped(to: 0..<bytes.count)
            let part = UnsafeBufferPointer(rebasing: bytes[range])
            var ends: [Int] = []
            BreakIterator.forEachBoundary(.character, in: part) {
                if $0 < part.count { ends.append($0 + range.lowerBound) }
                return true
            }
            return ends
        }
    }

    private static func spaceWordEnds(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var ends: [Int] = []
        var offset = 1
        while offset < bytes.count {
            if bytes[offset - 1] == 0x20, bytes[offset] != 0x20 { ends.append(offset) }
            offset += 1
        }
        return ends
    }

    private static func dictionaryWordEnds(_ bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var ends: [Int] = []
        BreakIterator.forEachBoundary(.word, in: bytes) { boundary in
            guard boundary < bytes.count else { return false }
            let next = UTF8Scan.scalar(bytes, at: boundary).value
            guard let previous = UTF8Scan.scalar(bytes, before: boundary)?.value else {
                return true
            }
            if UTF8Scan.isSpace(next) || staysBehind(next) { return true }
            // Behind an opening mark, unless a space stood before what follows.
            if Punctuation.isOpener(previous), !Punctuation.isCloser(previous) { return true }
            // Within a stretch without spaces, marks and letters of spaced scripts
            // belong together ("don't", "3.5").
            if previous < 0x2E80, next < 0x2E80, !UTF8Scan.isSpace(previous),
                !isUnspaced(previous), !isUnspaced(next)
            {
                return true
            }
            ends.append(boundary)
            return true
        }
        return ends
    }

    /// Marks that must not begin a line, let alone a chunk of speech.
    private static func staysBehind(_ scalar: UInt32) -> Bool {
        if Punctuation.isTerminator(scalar) || Punctuation.isWideClauseMark(scalar) { return true }
        if Punctuation.isCloser(scalar), !Punctuation.isOpener(scalar) { return true }
        switch scalar {
        case 0x2C, 0x3A, 0x3B, 0x25, 0x2010...0x2015, 0x3005, 0x309B...0x309E, 0x30FC...0x30FE,
            0xFF70, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083, 0x3085, 0x3087,
            0x30A1, 0x30A3, 0x30A5, 0x30A7, 0x30A9, 0x30C3, 0x30E3, 0x30E5, 0x30E7:
            return true
        default: return false
        }
    }

    private static func isUnspaced(_ scalar: UInt32) -> Bool {
        (0x0E00...0x0EFF).contains(scalar) || (0x1000...0x109F).contains(scalar)
            || (0x1780...0x17FF).contains(scalar)
    }
}
