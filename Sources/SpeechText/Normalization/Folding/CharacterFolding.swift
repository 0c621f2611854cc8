/// The plain forms of single characters.
enum CharacterFolding {
    /// White space of any width.
    static func isSpace(_ value: UInt32) -> Bool {
        switch value {
        case 0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028,
            0x2029, 0x202F, 0x205F, 0x3000:
            true
        default: false
        }
    }

    /// Zero-width joiner and non-joiner.
    static func isJoiner(_ value: UInt32) -> Bool { value == 0x200C || value == 0x200D }

    /// White space, or what takes no place and makes no sound: controls, marks of
    /// direction, variation selectors, soft hyphens, keycaps and other enclosing marks,
    /// the replacement character.
    static func isBlank(_ value: UInt32) -> Bool {
        if isSpace(value) { return true }
        switch value {
        case 0...0x1F, 0x7F...0x9F, 0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5,
            0x180B...0x180F, 0x200B...0x200F, 0x202A...0x202E, 0x2060...0x206F, 0x20DD...0x20E4,
            0x3164,
            0xFE00...0xFE0F, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFF, 0xE0000...0xE0FFF, 0x1D173...0x1D17A:
            return true
        default: return false
        }
    }

    /// The plain text for what begins at an offset, and where that ends; nil where
    /// it is plain already.
    static func fold(
        _ text: ByteText, _ value: UInt32, at start: Int, length: Int, isHan: Bool
    ) -> (text: String, end: Int)? {
        let end = start + length
        func ascii(_ value: UInt32) -> (String, Int)? {
            Unicode.Scalar(value).map { (String($0), end) }
        }
        switch value {
        case 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A: return ascii(value - 0xFEE0)
        case 0xFF01...0xFF5E:
            guard isHan else { return ascii(value - 0xFEE0) }
            return foldHanMark(text, value, start, end)
        case 0xFF61...0xFF9F: return HalfWidthKatakana.widen(text, at: start)
        case 0xFFE0: return ("¢", end)
        case 0xFFE1: return ("£", end)
        case 0xFFE5: return ("¥", end)
        case 0xFFE6: return ("₩", end)
        case 0xFB00...0xFB06:
            return (["ff", "fi", "fl", "ffi", "ffl", "st", "st"][Int(value - 0xFB00)], end)
        case 0x2160...0x216F, 0x2170...0x217F:
            if isHan, value & 0xF < 12 { return enclosed(Int(value & 0xF) + 1, text, end) }
            return (roman[Int(value & 0xF)], end)
        case 0x2460...0x2473: return enclosed(Int(value - 0x245F), text, end)
        case 0x2474...0x2487: return enclosed(Int(value - 0x2473), text, end)
        case 0x2776...0x277F: return enclosed(Int(value - 0x2775), text, end)
        case 0x1D400...0x1D7FF: return mathematical(value).map { ($0, end) }
        case 0x2010, 0x2011: return ("-", end)
        case 0x2043: return ("-", end)
        default:
            if let digit = digit(value) { return (String(digit), end) }
            return nil
        }
    }

    private static let roman = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "L", "C", "D",
        "M",
    ]

    private static func enclosed(_ value: Int, _ text: ByteText, _ end: Int) -> (String, Int) {
        let next = text[end]
        let isTight = next.isDigit || next.isLetter || text.letterLength(at: end) > 0
        return (String(value) + (isTight ? " " : ""), end)
    }

    /// Full-width marks between Han characters stay what they are, for sentences
    /// end at them; beside figures they belong to the figures.
    private static func foldHanMark(_ text: ByteText, _ value: UInt32, _ start: Int, _ end: Int)
        -> (String, Int)?
    {
        switch value {
        case 0xFF01, 0xFF1F:
            // One of a kind is enough.
            var stop = end
            var other = false
            while text.scalar(at: stop).value == 0xFF01 || text.scalar(at: stop).value == 0xFF1F {
                if text.scalar(at: stop).value != value { other = true }
                stop += 3
            }
            guard stop > end else { return nil }
            return (other ? "？！" : value == 0xFF01 ? "！" : "？", stop)
        case 0xFF08, 0xFF09, 0xFF1B: return nil
        case 0xFF0C, 0xFF0E, 0xFF1A:
            let before = start > 0 ? text.bytes[start - 1] : 0
            let isBefore =
                before.isDigit || (0xFF10...0xFF19).contains(text.scalar(before: start).value)
            let next = text.scalar(at: end).value
            guard isBefore, (0x30...0x39).contains(next) || (0xFF10...0xFF19).contains(next) else {
                return nil
            }
            if value == 0xFF0C, !isGroupMark(text, start) { return nil }
        default: break
        }
        return Unicode.Scalar(value - 0xFEE0).map { (String($0), end) }
    }

    /// Whether a full-width comma between digits divides thousands: all digits are full-width,
    /// at most three stand before the first comma, and three behind each. Others divide a list:
    /// 110，119，120.
    private static func isGroupMark(_ text: ByteText, _ comma: Int) -> Bool {
        // Behind it: groups of exactly three.
        var end = comma
        while text.scalar(at: end).value == 0xFF0C, end - comma <= longest {
            let digits = wideDigits(text, after: end + 3)
            // Whatever stands behind the last comma may be the text's.
            guard digits > 0 || end > comma else { return false }
            if digits == 0 { break }
            guard digits == 3, !text[end + 12].isDigit else { return false }
            end += 12
        }
        // Before it: the same, and at the beginning one to three.
        var start = comma
        while comma - start <= longest {
            var digits = 0
            while start >= 3, digits < 4, isWideDigit(text.scalar(before: start).value) {
                digits += 1
                start -= 3
            }
            guard (1...3).contains(digits) else { return false }
            if start > 0, text.bytes[start - 1].isDigit { return false }
            guard start >= 3, text.scalar(before: start).value == 0xFF0C else { return true }
            guard digits == 3 else { return false }
            start -= 3
            // The list's end before a number is none of its groups.
            if start < 3 || !isWideDigit(text.scalar(before: start).value) { return true }
        }
        return false
    }

    /// How many bytes of groups are looked at: more than any number that has a name.
    private static let longest = 8 * 12

    /// How many full-width digits follow, at most four.
    private static func wideDigits(_ text: ByteText, after start: Int) -> Int {
        var count = 0
        while count < 4, isWideDigit(text.scalar(at: start + 3 * count).value) { count += 1 }
        return count
    }

    private static func isWideDigit(_ value: UInt32) -> Bool { (0xFF10...0xFF19).contains(value) }

    /// Letters and digits of the mathematical alphabets.
    private static func mathematical(_ value: UInt32) -> String? {
        if value >= 0x1D7CE { return String((value - 0x1D7CE) % 10) }
        guard value < 0x1D6A4 else { return nil }
        let index = (value - 0x1D400) % 52
        return Unicode.Scalar(index < 26 ? 0x41 + index : 0x61 + index - 26).map(String.init)
    }

    /// The value of a decimal digit of another script.
    private static func digit(_ value: UInt32) -> Int? {
        guard value >= 0x660, value <= 0x1819 else { return nil }
        let zeros: [UInt32] = [
            0x660, 0x6F0, 0x7C0, 0x966, 0x9E6, 0xA66, 0xAE6, 0xB66, 0xBE6, 0xC66, 0xCE6, 0xD66,
            0xE50, 0xED0, 0xF20, 0x1040, 0x17E0, 0x1810,
        ]
        for zero in zeros where value >= zero && value < zero + 10 { return Int(value - zero) }
        return nil
    }
}
