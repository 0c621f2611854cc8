/// Decides by one scan that a text is words already, as most sentences are.
enum PlainTextCheck {
    /// What a byte asks for: 0 nothing, 1 a look, 2 work.
    private static let kinds: [UInt8] = (0...255).map { value in
        let byte = UInt8(value)
        if byte.isLower { return 0 }
        switch byte {
        case UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "("),
            UInt8(ascii: ")"):
            return 0
        case UInt8(ascii: " "), UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?"),
            UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: ":"):
            return 1
        case 0x41...0x5A: return 1
        case 0xC3, 0xC4...0xCB, 0xCE...0xD9, 0xE2...0xED: return 1
        case 0x80...0xBF: return 0
        default: return 2
        }
    }

    /// Whether nothing in the text is to be folded or read. False only means that
    /// the text is worth reading.
    static func isPlain(_ bytes: [UInt8], lexicon: Lexicon, isHan: Bool) -> Bool {
        bytes.withUnsafeBufferPointer { bytes in
            kinds.withUnsafeBufferPointer { kinds in
                var index = 0
                while index < bytes.count {
                    let byte = bytes[index]
                    let kind = kinds[Int(byte)]
                    if kind == 0 {
                        index += 1
                        continue
                    }
                    guard kind == 1, isPlain(bytes, at: index, lexicon, isHan) else { return false }
                    index += 1
                }
                return true
            }
        }
    }

    private static func isPlain(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ lexicon: Lexicon, _ isHan: Bool
    ) -> Bool {
        let byte = bytes[index]
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0
        switch byte {
        case 0x20: return next != 0x20
        case 0x21, 0x3F: return next != 0x21 && next != 0x3F && next != 0x3D
        case 0x27: return !next.isDigit
        case 0x2D: return next != 0x2D && next != 0x3E && !lexicon.hasHyphenedWords
        case 0x3A: return !next.isLetter && next != 0x2F && next != 0x3A
        case 0x2E:
            guard
                next == 0 || next == 0x20 || next == 0x22 || next == 0x27 || next == 0xE2
                    || next == 0x29
            else { return false }
            if next == 0x20, index + 2 < bytes.count, bytes[index + 2] == 0x2E { return false }
            return !isAbbreviation(bytes, before: index, lexicon)
        case 0x41...0x5A: return isPlainCapital(bytes, at: index, next, lexicon)
        case 0xC3: return next != 0x97 && next != 0xB7
        // Arabic-Indic digits.
        case 0xD9: return !(0xA0...0xAA).contains(next)
        case 0xE2:
            // Quotation marks, dashes and the ellipsis.
            guard next == 0x80, index + 2 < bytes.count else { return false }
            switch bytes[index + 2] {
            case 0x93, 0x94, 0x98...0x9D, 0xA6: return true
            default: return false
            }
        case 0xE3:
            if next == 0x80, index + 2 < bytes.count {
                return (0x81...0x83).contains(bytes[index + 2])
                    || (0x88...0x8F).contains(bytes[index + 2])
            }
            return !(0x88...0x8F).contains(next)
        default: return true
        }
    }

    /// A capital is plain before small letters; alone, only a few are, and not
    /// where they may be Roman numerals.
    private static func isPlainCapital(
        _ bytes: UnsafeBufferPointer<UInt8>, at index: Int, _ next: UInt8, _ lexicon: Lexicon
    ) -> Bool {
        if next.isUpper { return !lexicon.spellsAcronyms && lexicon.romanCues.isEmpty }
        if next.isLower || next >= 0xC3 { return true }
        let byte = bytes[index]
        guard
            byte == 0x49 || byte == 0x56 || byte == 0x58 || byte == 0x4C || byte == 0x43
                || byte == 0x44 || byte == 0x4D
        else { return true }
        if lexicon.romanCues.isEmpty { return true }
        // "I" after a word in small letters is the pronoun.
        guard byte == 0x49, index >= 2, bytes[index - 1] == 0x20 else {
            return index == 0 || byte != 0x49 ? index == 0 : !isWordByte(bytes[index - 1])
        }
        var start = index - 2
        guard bytes[start].isLower else { return !bytes[start].isUpper }
        while start > 0, isWordByte(bytes[start - 1]) { start -= 1 }
        return !bytes[start].isUpper
    }

    private static func isWordByte(_ byte: UInt8) -> Bool { byte.isLetter || byte >= 0x80 }

    /// Whether a word before a point may be an abbreviation.
    private static func isAbbreviation(
        _ bytes: UnsafeBufferPointer<UInt8>, before point: Int, _ lexicon: Lexicon
    ) -> Bool {
        var start = point
        while start > 0, point - start <= 10, isWordByte(bytes[start - 1]) { start -= 1 }
        let length = point - start
        guard length > 0, length <= 8 else { return false }
        if length == 1 {
            return bytes[start].isLetter && bytes[start].isUpper && lexicon.spellsAcronyms
                || lexicon.abbreviations[String(UnicodeScalar(bytes[start]))] != nil
        }
        return lexicon.abbreviations[String(decoding: bytes[start..<point], as: UTF8.self)] != nil
    }
}
