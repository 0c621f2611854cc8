/// The length of text as limits and estimates count it.
public enum SpokenLength {
    /// What one CJK character counts, in Latin characters: it stands for about a
    /// syllable and a half.
    public static let cjkWeight = 2.5

    /// The length of a text in Latin characters: every scalar counts 1, a CJK one (Han,
    /// kana, Hangul, their punctuation and full-width forms) counts ``cjkWeight``, and a
    /// combining mark of the blocks for them, a vowel point of Hebrew or Arabic, a
    /// variation selector or a sign of no width counts nothing.
    ///
    /// Counted on UTF-8 without decoding; at least a hundred megabytes a second.
    @inlinable
    public static func weight(of utf8: some Sequence<UInt8>) -> Double {
        var halves = 0
        var lead: UInt8 = 0
        var second: UInt8 = 0
        for byte in utf8 {
            if byte < 0x80 {
                halves += 2
            } else if byte >= 0xC0 {
                lead = byte
                second = 0
                // Four-byte leads count one; the others are decided by their second byte.
                if byte >= 0xF0 { halves += 2 }
            } else if lead >= 0xE0, lead < 0xF0 {
                if second == 0 {
                    second = byte
                    halves += isWide(lead, byte) ? 5 : 2
                } else {
                    // Rare leads, so that most text is done with one comparison.
                    if lead <= 0xE3 || lead == 0xEF, isMark(lead, second, byte) {
                        halves -= isWide(lead, second) ? 5 : 2
                    }
                    lead = 0
                }
            } else {
                if lead >= 0xC2, lead < 0xE0, !isMark(lead, byte) { halves += 2 }
                lead = 0
            }
        }
        return Double(halves) / 2
    }

    /// Whether a three-byte sequence starting so is in U+2E80...U+A4CF,
    /// U+AC00...U+D7FF, U+F900...U+FAFF or U+FF00...U+FFEF.
    @inlinable
    static func isWide(_ lead: UInt8, _ second: UInt8) -> Bool {
        switch lead {
        case 0xE2: second >= 0xBA
        case 0xE3...0xE9: true
        case 0xEA: second <= 0x93 || second >= 0xB0
        case 0xEB, 0xEC, 0xED: true
        case 0xEF: (0xA4...0xAB).contains(second) || (0xBC...0xBF).contains(second)
        default: false
        }
    }

    /// Whether a two-byte sequence is a mark without length.
    @inlinable
    static func isMark(_ lead: UInt8, _ second: UInt8) -> Bool {
        switch lead {
        case 0xCC: true  // U+0300...U+033F
        case 0xCD: second <= 0xAF  // ...U+036F
        case 0xD2: (0x83...0x89).contains(second)  // U+0483...U+0489
        case 0xD6: second >= 0x91 && second <= 0xBD  // U+0591...U+05BD
        case 0xD8: (0x90...0x9A).contains(second)  // U+0610...U+061A
        case 0xD9: (0x8B...0x9F).contains(second) || second == 0xB0  // U+064B...U+065F, U+0670
        default: false
        }
    }

    /// Whether a three-byte sequence is a mark without length: U+1AB0...U+1AFF,
    /// U+1DC0...U+1DFF, U+200B...U+200F, U+2060...U+2064, U+20D0...U+20FF,
    /// U+3099...U+309A, U+FE00...U+FE0F, U+FE20...U+FE2F or U+FEFF.
    @inlinable
    static func isMark(_ lead: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        switch (lead, second) {
        case (0xE1, 0xAA): third >= 0xB0
        case (0xE1, 0xAB), (0xE1, 0xB7): true
        case (0xE2, 0x80): (0x8B...0x8F).contains(third)
        case (0xE2, 0x81): (0xA0...0xA4).contains(third)
        case (0xE2, 0x83): third >= 0x90
        case (0xE3, 0x82): third == 0x99 || third == 0x9A
        case (0xEF, 0xB8): third <= 0x8F || (0xA0...0xAF).contains(third)
        case (0xEF, 0xBB): third == 0xBF
        default: false
        }
    }
}
