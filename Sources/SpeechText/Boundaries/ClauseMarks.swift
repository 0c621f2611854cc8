/// Finds where clauses end.
enum ClauseMarks {
    /// The offsets right behind the clause marks of a text, with the closing quotes
    /// and white space that follow; ascending, without the end of the text.
    ///
    /// Marks are the comma, semicolon and colon (not inside numbers, times and
    /// addresses), dashes (a hyphen only between spaces), the ellipsis, closing
    /// brackets and quotes with a space behind, the marks of East Asian and Arabic
    /// scripts, and the spaces of scripts that write none between words (Thai, Lao,
    /// Khmer, Burmese).
    static func ends(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var result: [Int] = []
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte < 0x80 {
                if byte > 0x3B || !isCandidate(byte) {
                    if byte == 0x5D || byte == 0x7D, isBeforeSpace(bytes, offset + 1) {
                        offset = take(bytes, offset + 1, &result)
                    } else {
                        offset += 1
                    }
                    continue
                }
                switch byte {
                case 0x2C, 0x3A, 0x3B, 0x29:
                    if isBeforeSpace(bytes, offset + 1) || byte == 0x3B {
                        offset = take(bytes, offset + 1, &result)
                        continue
                    }
                case 0x2D:
                    // " - " and "--".
                    if offset > 0, bytes[offset - 1] == 0x20 || bytes[offset - 1] == 0x2D,
                        isBeforeSpace(bytes, offset + 1) || bytes[offset - 1] == 0x2D
                    {
                        offset = take(bytes, offset + 1, &result)
                        continue
                    }
                case 0x20:
                    if offset > 2, isUnspaced(bytes, offset - 3), isUnspaced(bytes, offset + 1) {
                        offset = take(bytes, offset + 1, &result)
                        continue
                    }
                default: break
                }
                offset += 1
                continue
            }
            // Leads of the scalars that matter: C2 (· »), D5 D8 (Armenian, Arabic),
            // E1 (Ethiopic), E2 (dashes, quotes), E3 and EF (East Asian).
            guard
                byte == 0xC2 || byte == 0xD5 || byte == 0xD8 || byte == 0xEF
                    || (0xE1...0xE3).contains(byte)
            else {
                offset += UTF8Scan.length(lead: byte)
                continue
            }
            let (scalar, end) = UTF8Scan.scalar(bytes, at: offset)
            offset = end
            switch scalar {
            case 0xB7: if end < bytes.count { offset = take(bytes, end, &result) }
            case 0x2013:
                if isBeforeSpace(bytes, end) { offset = take(bytes, end, &result) }
            case 0xBB, 0x201D:
                if isBeforeSpace(bytes, end) { offset = take(bytes, end, &result) }
            case 0x3009, 0x300B, 0x300D, 0x300F, 0x3011, 0x3015, 0xFF09, 0xFF3D, 0xFF63:
                offset = take(bytes, end, &result)
            case let mark where Punctuation.isWideClauseMark(mark):
                offset = take(bytes, end, &result)
            default: break
            }
        }
        return result
    }

    /// The clause ends of a text.
    static func ends(in text: [UInt8]) -> [Int] { text.withUnsafeBufferPointer { ends(in: $0) } }

    @inline(__always)
    private static func isCandidate(_ byte: UInt8) -> Bool {
        byte == 0x20 || byte == 0x2C || byte == 0x2D || byte == 0x29 || byte == 0x3A
            || byte == 0x3B
    }

    /// Adds the end behind a mark, closers, further marks and white space taken
    /// along; returns it.
    private static func take(
        _ bytes: UnsafeBufferPointer<UInt8>, _ end: Int, _ result: inout [Int]
    ) -> Int {
        var end = end
        while end < bytes.count {
            let (value, next) = UTF8Scan.scalar(bytes, at: end)
            // What can also open is a closer only without a space before it.
            let isBehindSpace = end > 0 && bytes[end - 1] == 0x20
            let goesAlong =
                UTF8Scan.isSpace(value) || value == 0x2026 || value == 0x2014 || value == 0x2C
                || (Punctuation.isCloser(value) && !(isBehindSpace && Punctuation.isOpener(value))
                    && !isOpeningQuote(bytes, value, next))
                || Punctuation.isTerminator(value)
            guard goesAlong else { break }
            end = next
        }
        if end < bytes.count, result.last != end { result.append(end) }
        return end
    }

    /// Whether a mark that both opens and closes opens here: a letter follows.
    private static func isOpeningQuote(
        _ bytes: UnsafeBufferPointer<UInt8>, _ value: UInt32, _ next: Int
    ) -> Bool {
        guard Punctuation.isOpener(value) || value == 0x2A || value == 0x5F, next < bytes.count
        else { return false }
        return UTF8Scan.isAlphanumeric(bytes[next]) || bytes[next] >= 0xC3
    }

    private static func isBeforeSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
        guard offset < bytes.count else { return false }
        var offset = offset
        // Bounded: nobody closes more than a handful of quotes and brackets at once.
        let limit = min(bytes.count, offset + 24)
        while offset < limit {
            let (value, end) = UTF8Scan.scalar(bytes, at: offset)
            if UTF8Scan.isSpace(value) { return true }
            if !Punctuation.isCloser(value) && value != 0x2C && value != 0x3A && value != 0x3B {
                return false
            }
            offset = end
        }
        return false
    }

    /// Whether a scalar of a script that is written without spaces between words
    /// begins here (Thai, Lao E0 B8...BB; Burmese E1 80...82; Khmer E1 9E...9F).
    private static func isUnspaced(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Bool {
        guard offset + 1 < bytes.count else { return false }
        let second = bytes[offset + 1]
        switch bytes[offset] {
        case 0xE0: return (0xB8...0xBB).contains(second)
        case 0xE1: return (0x80...0x82).contains(second) || (0x9E...0x9F).contains(second)
        default: return false
        }
    }
}
