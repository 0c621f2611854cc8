/// Divides text into the tokens by which a dictionary is looked up: runs of letters
/// and digits; each Han, kana or Thai character, each mark and each space alone.
enum WordTokens {
    /// The token that begins at an offset; never empty.
    static func token(in text: [UInt8], at start: Int) -> Range<Int> {
        text.withUnsafeBufferPointer { bytes in
            guard isJoining(bytes, at: start) else {
                return start..<min(bytes.count, start + UTF8Scan.length(lead: bytes[start]))
            }
            var end = start
            while end < bytes.count, isJoining(bytes, at: end) {
                end = min(bytes.count, end + UTF8Scan.length(lead: bytes[end]))
            }
            return start..<end
        }
    }

    /// Whether an offset lies inside a run of letters and digits.
    static func joins(_ text: [UInt8], at offset: Int) -> Bool {
        text.withUnsafeBufferPointer { bytes in
            guard offset > 0, offset < bytes.count, isJoining(bytes, at: offset) else {
                return false
            }
            var before = offset - 1
            while before > 0, UTF8Scan.isContinuation(bytes[before]) { before -= 1 }
            return isJoining(bytes, at: before)
        }
    }

    /// Whether the scalar here sticks to its neighbours of the same kind.
    private static func isJoining(_ bytes: UnsafeBufferPointer<UInt8>, at offset: Int) -> Bool {
        let byte = bytes[offset]
        if byte < 0x80 { return UTF8Scan.isAlphanumeric(byte) }
        // Latin beyond ASCII, Greek, Cyrillic, Hebrew, Arabic, Indic; U+00A0 to
        // U+00BF and U+2000 to U+303F are marks, from there on CJK, but for Hangul.
        switch byte {
        case 0xC3...0xDF: return true
        case 0xC2: return bytes[offset + 1] == 0xAA || bytes[offset + 1] == 0xBA
        case 0xE0: return !(0xB8...0xBB).contains(bytes[offset + 1])
        case 0xE1: return !(0x80...0x82).contains(bytes[offset + 1])
        case 0xEA: return bytes[offset + 1] >= 0xB0
        case 0xEB...0xED: return true
        default: return false
        }
    }

    /// A text with its capitals small wherever that keeps the length, so that
    /// offsets stay.
    static func folded(_ text: [UInt8]) -> [UInt8] {
        var result = text
        var offset = 0
        while offset < text.count {
            let byte = text[offset]
            if byte < 0x80 {
                if (0x41...0x5A).contains(byte) { result[offset] = byte | 0x20 }
                offset += 1
                continue
            }
            let length = UTF8Scan.length(lead: byte)
            // Latin, Greek, Cyrillic and Armenian; nothing else has two cases but
            // for a few historic scripts.
            if byte < 0xD8 || byte == 0xE1 {
                let (value, end) = text.withUnsafeBufferPointer {
                    UTF8Scan.scalar($0, at: offset)
                }
                if let scalar = Unicode.Scalar(value) {
                    let small = Array(scalar.properties.lowercaseMapping.utf8)
                    if small.count == end - offset {
                        result.replaceSubrange(offset..<end, with: small)
                    }
                }
            }
            offset += length
        }
        return result
    }

    /// A hash of bytes (FNV-1a).
    static func hash(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
        return hash
    }
}
