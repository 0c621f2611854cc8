/// GPT-2's alphabet: a printable character for each byte, so that vocabularies are text.
///
/// Printable bytes of Latin-1 stand for themselves; the other 68 are numbered from
/// U+0100 on in ascending order (`bytes_to_unicode` of openai/gpt-2).
enum ByteAlphabet {
    /// The character of each byte, in UTF-8.
    static let characters: [[UInt8]] = scalars.map { Array(String($0).utf8) }

    private static let scalars: [Unicode.Scalar] = {
        var next: UInt8 = 0
        return (0...255).map { (byte: UInt8) in
            switch byte {
            case 0x21...0x7E, 0xA1...0xAC, 0xAE...0xFF: return Unicode.Scalar(byte)
            default:
                defer { next += 1 }
                // U+0100 to U+0143.
                return Unicode.Scalar(UInt16(0x100) + UInt16(next)) ?? "\u{FFFD}"
            }
        }
    }()

    /// The byte of each character from U+0000 to U+0143; nil: not in the alphabet.
    private static let bytes: [UInt8?] = {
        var bytes = [UInt8?](repeating: nil, count: 0x144)
        for (byte, scalar) in scalars.enumerated() { bytes[Int(scalar.value)] = UInt8(byte) }
        return bytes
    }()

    /// The bytes that a token stands for; nil where it isn't written in this alphabet.
    static func bytes(of token: ArraySlice<UInt8>) -> [UInt8]? {
        var result: [UInt8] = []
        result.reserveCapacity(token.count)
        var rest = token
        while let first = rest.popFirst() {
            var scalar = Int(first)
            if first >= 0x80 {
                // All of the alphabet takes two bytes at most.
                guard (0xC2...0xC5).contains(first), let second = rest.popFirst() else {
                    return nil
                }
                scalar = Int(first & 0x1F) << 6 | Int(second & 0x3F)
            }
            guard scalar < bytes.count, let byte = bytes[scalar] else { return nil }
            result.append(byte)
        }
        return result
    }
}
