/// What each byte of a source asks of its reader.
enum ByteClass {
    /// Nothing: it is taken as it is.
    static let ordinary: UInt8 = 0
    /// White space that may be a line's end.
    static let newline: UInt8 = 1
    /// A tab or its like: a space.
    static let space: UInt8 = 2
    /// A control character: never spoken.
    static let control: UInt8 = 3
    /// `[`, which may begin a pause.
    static let bracket: UInt8 = 4
    /// The first byte of a scalar that has to be looked at.
    static let suspect: UInt8 = 5

    /// The class of each byte.
    static let table: [UInt8] = (0...255).map { (byte: Int) -> UInt8 in
        switch byte {
        case 0x0A, 0x0D: newline
        case 0x09, 0x0B, 0x0C: space
        case 0x00...0x1F, 0x7F: control
        case 0x5B: bracket
        case 0xC2, 0xCC, 0xCD, 0xD8, 0xE1, 0xE2, 0xEF, 0xF3: suspect
        default: ordinary
        }
    }
}

/// Scalars that are no part of speech.
enum Unspoken {
    /// How many combining marks one letter may carry; no language needs as many,
    /// what comes on top is decoration.
    static let mostMarks = 8

    /// What becomes of a scalar.
    enum Fate {
        case kept
        case dropped
        case lineEnd
        case combining
    }

    /// What becomes of a scalar beyond ASCII.
    @inline(__always)
    static func fate(_ scalar: UInt32) -> Fate {
        switch scalar {
        case 0x85, 0x2028, 0x2029: .lineEnd
        // C1 controls, soft hyphen, grapheme joiner; marks of direction and
        // invisible operators; byte order mark, annotations, the replacement
        // character; tags. The joiners U+200C and U+200D are letters' business.
        case 0x80...0x9F, 0xAD, 0x034F, 0x061C, 0x180E, 0x200B, 0x200E, 0x200F, 0x202A...0x202E,
            0x2060...0x206F, 0xFEFF, 0xFFF0...0xFFFD, 0xE0000...0xE0FFF:
            .dropped
        case 0x0300...0x036F, 0x1AB0...0x1AFF, 0x1DC0...0x1DFF, 0x20D0...0x20FF, 0xFE00...0xFE0F,
            0xFE20...0xFE2F:
            .combining
        default: .kept
        }
    }
}
