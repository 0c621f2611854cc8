/// Latin letters and typographic marks as the ASCII that an English voice reads.
public enum LatinFolding {
    /// What stands for a scalar: itself, its base letter, a space for all kinds of
    /// white space; nil where an English voice has nothing to say.
    public static func ascii(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x20...0x7E: return String(scalar)
        case 0x09...0x0D, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000:
            return " "
        // Half of the printable ASCII in its full width: U+FF01...U+FF5E.
        case 0xFF01...0xFF5E: return Unicode.Scalar(scalar.value - 0xFEE0).map { String($0) }
        default: return table[scalar]
        }
    }

    /// Base letters and the letters that fold to them; the digraphs' halves are
    /// their usual English spelling.
    private static let table: [Unicode.Scalar: String] = {
        let rows: [(String, String)] = [
            ("E", "ƏƎƐ"), ("e", "əǝɛ"), ("O", "Ɔ"), ("o", "ɔ"), ("B", "Ɓ"), ("b", "ɓ"), ("D", "Ɗ"),
            ("d", "ɗ"), ("K", "Ƙ"), ("k", "ƙ"),
            ("A", "ÀÁÂÃÄÅĀĂĄǍ"), ("a", "àáâãäåāăąǎª"), ("C", "ÇĆĈĊČ"), ("c", "çćĉċč"),
            ("D", "ĎĐÐ"), ("d", "ďđ"), ("E", "ÈÉÊËĒĔĖĘĚ"), ("e", "èéêëēĕėęě"),
            ("G", "ĜĞĠĢ"), ("g", "ĝğġģ"), ("H", "ĤĦ"), ("h", "ĥħ"),
            ("I", "ÌÍÎÏĨĪĬĮİǏ"), ("i", "ìíîïĩīĭįıǐ"), ("J", "Ĵ"), ("j", "ĵ"),
            ("K", "Ķ"), ("k", "ķĸ"), ("L", "ĹĻĽĿŁ"), ("l", "ĺļľŀł"),
            ("N", "ÑŃŅŇ"), ("n", "ñńņňŉ"), ("O", "ÒÓÔÕÖØŌŎŐǑ"), ("o", "òóôõöøōŏőǒº"),
            ("R", "ŔŖŘ"), ("r", "ŕŗř"), ("S", "ŚŜŞŠȘ"), ("s", "śŝşšșſ"),
            ("T", "ŢŤŦȚ"), ("t", "ţťŧț"), ("U", "ÙÚÛÜŨŪŬŮŰŲǓ"), ("u", "ùúûüũūŭůűųǔ"),
            ("W", "Ŵ"), ("w", "ŵ"), ("Y", "ÝŶŸ"), ("y", "ýÿŷ"), ("Z", "ŹŻŽ"), ("z", "źżž"),
            ("AE", "Æ"), ("ae", "æ"), ("OE", "Œ"), ("oe", "œ"), ("ss", "ßẞ"), ("Th", "Þ"),
            ("th", "þð"), ("ng", "ŋŊ"), ("'", "‘’‚‛ʼ´′"), ("\"", "“”„‟«»″"), (" , ", "–—―…"),
            ("-", "‐‑‒−"), (".", "。"), (",", "、"),
        ]
        var table: [Unicode.Scalar: String] = [:]
        for (ascii, letters) in rows {
            for letter in letters.unicodeScalars { table[letter] = ascii }
        }
        return table
    }()
}
