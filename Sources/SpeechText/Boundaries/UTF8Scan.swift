/// Reading UTF-8 that is known to be valid, without decoding more than needed.
enum UTF8Scan {
    /// Whether a byte continues a scalar.
    @inline(__always)
    static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

    /// The length of the scalar that begins with a byte.
    @inline(__always)
    static func length(lead: UInt8) -> Int {
        lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4
    }

    /// The scalar at an offset, and where it ends.
    @inline(__always)
    static func scalar(
        _ bytes: UnsafeBufferPointer<UInt8>, at offset: Int
    ) -> (value: UInt32, end: Int) {
        let lead = bytes[offset]
        if lead < 0x80 { return (UInt32(lead), offset + 1) }
        let end = min(offset + length(lead: lead), bytes.count)
        var value = UInt32(lead) & (lead < 0xE0 ? 0x1F : lead < 0xF0 ? 0x0F : 0x07)
        for index in offset + 1..<max(end, offset + 1) {
            value = value << 6 | UInt32(bytes[index] & 0x3F)
        }
        return (value, end)
    }

    /// The scalar that ends at an offset, and where it begins; nil at the start.
    @inline(__always)
    static func scalar(
        _ bytes: UnsafeBufferPointer<UInt8>, before offset: Int
    ) -> (value: UInt32, start: Int)? {
        guard offset > 0 else { return nil }
        var start = offset - 1
        while start > 0, isContinuation(bytes[start]) { start -= 1 }
        return (scalar(bytes, at: start).value, start)
    }

    /// The last scalar boundary at or before an offset.
    @inline(__always)
    static func aligned(_ bytes: UnsafeBufferPointer<UInt8>, _ offset: Int) -> Int {
        guard offset < bytes.count else { return bytes.count }
        var offset = offset
        while offset > 0, isContinuation(bytes[offset]) { offset -= 1 }
        return offset
    }

    /// Whether a scalar is white space.
    @inline(__always)
    static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x20, 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F,
            0x205F, 0x3000:
            true
        default: false
        }
    }

    /// Whether a byte is an ASCII letter or digit.
    @inline(__always)
    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & 0xDF)
    }

    /// Whether a scalar is a lower-case letter.
    static func isLowercase(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (0x61...0x7A).contains(scalar) }
        return Unicode.Scalar(scalar)?.properties.isLowercase ?? false
    }

    /// Whether a scalar is an upper-case letter.
    static func isUppercase(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (0x41...0x5A).contains(scalar) }
        return Unicode.Scalar(scalar)?.properties.isUppercase ?? false
    }

    /// Whether a scalar is a letter.
    static func isLetter(_ scalar: UInt32) -> Bool {
        if scalar < 0x80 { return (0x41...0x5A).contains(scalar & 0xDF) }
        switch Unicode.Scalar(scalar)?.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter:
            return true
        default: return false
        }
    }

    /// Whether a scalar is Han, kana or their punctuation or full-width forms:
    /// scripts that are written without spaces between words.
    @inline(__always)
    static func isHanOrKana(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF00...0xFF9F, 0x20000...0x3FFFF:
            true
        default: false
        }
    }

    /// Whether a text holds something that can be said: a letter or a number.
    static func isSpeakable(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            if byte < 0x80 {
                if isAlphanumeric(byte) { return true }
                offset += 1
                continue
            }
            let (value, end) = scalar(bytes, at: offset)
            offset = end
            switch Unicode.Scalar(value)?.properties.generalCategory {
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter,
                .otherLetter, .decimalNumber, .letterNumber, .otherNumber:
                return true
            default: continue
            }
        }
        return false
    }
}
