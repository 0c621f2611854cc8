/// A text as bytes, with reads that never leave it: beyond its limit stands NUL.
///
/// The limit is where the part ends that may be changed; what stands before the
/// part is still seen, for context.
struct ByteText {
    let bytes: [UInt8]
    var limit: Int

    init(_ bytes: [UInt8], limit: Int? = nil) {
        self.bytes = bytes
        self.limit = limit ?? bytes.count
    }

    subscript(_ index: Int) -> UInt8 {
        index >= 0 && index < limit ? bytes[index] : 0
    }

    /// The scalar at an offset and its length in bytes; NUL past the limit.
    func scalar(at index: Int) -> (value: UInt32, length: Int) {
        let lead = self[index]
        if lead < 0x80 { return (UInt32(lead), 1) }
        if lead < 0xE0 {
            return (UInt32(lead & 0x1F) << 6 | UInt32(self[index + 1] & 0x3F), 2)
        }
        if lead < 0xF0 {
            return (
                UInt32(lead & 0x0F) << 12 | UInt32(self[index + 1] & 0x3F) << 6
                    | UInt32(self[index + 2] & 0x3F), 3
            )
        }
        let high = UInt32(lead & 0x07) << 18 | UInt32(self[index + 1] & 0x3F) << 12
        return (high | UInt32(self[index + 2] & 0x3F) << 6 | UInt32(self[index + 3] & 0x3F), 4)
    }

    /// The scalar that ends right before an offset; NUL at the start.
    func scalar(before index: Int) -> (value: UInt32, length: Int) {
        guard index > 0 else { return (0, 0) }
        var start = index - 1
        while start > 0, bytes[start] & 0xC0 == 0x80, index - start < 4 { start -= 1 }
        return (ByteText(bytes).scalar(at: start).value, index - start)
    }

    /// The text of a range.
    func string(_ range: Range<Int>) -> String {
        String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
    }

    /// Whether a text stands at an offset.
    func has(_ text: StaticString, at index: Int) -> Bool {
        guard index >= 0, index + text.utf8CodeUnitCount <= limit else { return false }
        for offset in 0..<text.utf8CodeUnitCount
        where bytes[index + offset] != text.utf8Start[offset] { return false }
        return true
    }

    /// Where the ASCII digits that start at an offset end.
    func digitsEnd(_ index: Int) -> Int {
        var end = index
        while self[end].isDigit { end += 1 }
        return end
    }

    /// The value of a short run of ASCII digits; nil where it has none or over 9.
    func value(_ range: Range<Int>) -> Int? {
        guard !range.isEmpty, range.count <= 9 else { return nil }
        var value = 0
        for index in range {
            guard self[index].isDigit else { return nil }
            value = value * 10 + Int(self[index] - 0x30)
        }
        return value
    }

    /// How many bytes the Latin, Greek or Cyrillic letter at an offset has; 0
    /// where none stands there.
    func letterLength(at index: Int) -> Int {
        let byte = self[index]
        if byte.isLetter { return 1 }
        if byte < 0xC3 { return 0 }
        let (value, length) = scalar(at: index)
        switch value {
        case 0xD7, 0xF7: return 0
        case 0xC0...0x24F, 0x370...0x587, 0x1E00...0x1FFF: return length
        default: return 0
        }
    }

    /// Where the word of letters that starts at an offset ends.
    func wordEnd(_ index: Int) -> Int {
        var end = index
        while true {
            let length = letterLength(at: end)
            if length == 0 { return end }
            end += length
        }
    }

    /// Whether a letter of an alphabet ends right before an offset.
    func isLetter(before index: Int) -> Bool {
        guard index > 0 else { return false }
        let byte = bytes[index - 1]
        if byte < 0x80 { return byte.isLetter }
        let (_, length) = scalar(before: index)
        return ByteText(bytes).letterLength(at: index - length) > 0
    }

    /// The word before an offset, over one space and an opening bracket or quote.
    func wordBefore(_ index: Int) -> Range<Int> {
        var end = index
        if end > 0, bytes[end - 1] == 0x28 { end -= 1 }
        if end > 0, bytes[end - 1] == 0x20 { end -= 1 }
        if end > 0, bytes[end - 1] == 0x2E || bytes[end - 1] == 0x2C { end -= 1 }
        var start = end
        let all = ByteText(bytes)
        // No word of interest is longer; this keeps the look back short.
        while start > 0, end - start < 24, all.isLetter(before: start) {
            start -= all.scalar(before: start).length
        }
        return start..<end
    }

    /// The word after an offset, over one space.
    func wordAfter(_ index: Int) -> Range<Int> {
        let start = self[index] == 0x20 ? index + 1 : index
        var end = start
        while end - start < 24 {
            let length = letterLength(at: end)
            if length == 0 { break }
            end += length
        }
        return start..<end
    }
}

extension UInt8 {
    /// Whether this is an ASCII digit.
    var isDigit: Bool { self &- 0x30 < 10 }
    /// Whether this is an ASCII capital letter.
    var isUpper: Bool { self &- 0x41 < 26 }
    /// Whether this is an ASCII small letter.
    var isLower: Bool { self &- 0x61 < 26 }
    /// Whether this is an ASCII letter.
    var isLetter: Bool { (self | 0x20) &- 0x61 < 26 }
}
