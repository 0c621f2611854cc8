/// Half-width katakana and their full-width forms.
enum HalfWidthKatakana {
    // U+FF61...U+FF9D in order.
    private static let wide = Array(
        "。「」、・ヲァィゥェォャュョッーアイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン゛゜"
            .unicodeScalars)
    /// Kana with their voiced forms.
    static let voiced: [Unicode.Scalar: Unicode.Scalar] = {
        var table: [Unicode.Scalar: Unicode.Scalar] = ["ウ": "ヴ"]
        let plain = "カキクケコサシスセソタチツテトハヒフヘホ".unicodeScalars
        let marked = "ガギグゲゴザジズゼゾダヂヅデドバビブベボ".unicodeScalars
        for (from, to) in zip(plain, marked) { table[from] = to }
        return table
    }()
    /// Kana with their half-voiced forms.
    static let halfVoiced: [Unicode.Scalar: Unicode.Scalar] = [
        "ハ": "パ", "ヒ": "ピ", "フ": "プ", "ヘ": "ペ", "ホ": "ポ",
    ]

    /// Voiced kana with their plain forms.
    static let plain: [Unicode.Scalar: Unicode.Scalar] = Dictionary(
        uniqueKeysWithValues: voiced.map { ($1, $0) })

    /// The full-width form of a half-width kana or mark, without the voicing mark behind it.
    static func wide(_ scalar: Unicode.Scalar) -> Unicode.Scalar? {
        let index = Int(scalar.value) - 0xFF61
        return wide.indices.contains(index) ? wide[index] : nil
    }

    /// The full-width form of the character at an offset, its voicing mark taken in.
    static func widen(_ text: ByteText, at start: Int) -> (text: String, end: Int)? {
        let index = Int(text.scalar(at: start).value) - 0xFF61
        guard wide.indices.contains(index) else { return nil }
        let scalar = wide[index]
        let next = text.scalar(at: start + 3).value
        if next == 0xFF9E, let marked = voiced[scalar] { return (String(marked), start + 6) }
        if next == 0xFF9F, let marked = halfVoiced[scalar] { return (String(marked), start + 6) }
        return (String(scalar), start + 3)
    }
}
