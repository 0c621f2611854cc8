extension IPATable {
    /// Japanese: its own symbols, and what its speakers say for others. ꜜ is the fall of the
    /// voice; stress marks are read as it, behind the syllable that they stand before.
    static let japanese: IPATable = {
        var singles: [Unicode.Scalar: [PhonemeSymbol]] = [:]
        var pairs: [String: [PhonemeSymbol]] = [:]
        for (names, forms) in japaneseForms {
            let symbols = names.split(separator: " ").compactMap {
                JapaneseSounds.symbols[String($0)]
            }
            for form in forms.split(separator: " ") {
                let scalars = Array(form.unicodeScalars)
                if scalars.count == 1 {
                    singles[scalars[0]] = symbols
                } else {
                    pairs[String(form)] = symbols
                }
            }
        }
        return IPATable(
            pairs: pairs, singles: singles, unstressed: [:], nasal: JapaneseSounds.symbols["N"],
            syllabic: JapaneseSounds.symbols["u"], onsets: [], neverBegins: [], isPitched: true)
    }()

    /// Sounds with the forms that become them.
    private static let japaneseForms: [(String, String)] = [
        ("A", "ḁ ḁ ɐ̥"), ("I", "i̥ ɪ̥"), ("U", "ɯ̥ u̥ ɯ̊ ɨ̥"), ("E", "e̥"), ("O", "o̥"),
        ("ky", "kʲ"), ("gy", "ɡʲ gʲ"), ("ty", "tʲ"), ("dy", "dʲ"), ("fy", "ɸʲ"), ("by", "bʲ"),
        ("py", "pʲ"), ("my", "mʲ"), ("ry", "ɾʲ rʲ lʲ"), ("ny", "nʲ"), ("hy", "hʲ"), ("vy", "vʲ"),
        ("kw", "kʷ"), ("gw", "ɡʷ gʷ"), ("j", "dʑ dʒ"), ("ch", "tɕ tʃ"), ("ts", "ts"), ("z", "dz"),
        ("a", "a ɑ ɐ ʌ æ ɒ ə"), ("i", "i ɪ y"), ("u", "ɯ u ʊ ʉ ɨ"), ("e", "e ɛ ø œ"),
        ("o", "o ɔ ɤ"), ("N", "ɴ"), ("cl", "ʔ"), ("k", "k q c"), ("g", "ɡ g ɣ"),
        ("s", "s θ"), ("sh", "ɕ ʃ ʂ"), ("z", "z ð"), ("j", "ʑ ʒ ʥ ʤ"), ("t", "t ʈ"), ("ch", "ʨ ʧ"),
        ("ts", "ʦ"), ("d", "d ɖ"), ("n", "n ɳ ŋ"), ("ny", "ɲ"), ("h", "h x ɦ χ"), ("hy", "ç"),
        ("f", "ɸ f"), ("b", "b"), ("v", "v β"), ("p", "p"), ("m", "m ɱ"), ("y", "j"),
        ("r", "ɾ r l ɹ ɺ ɭ ʁ"), ("w", "w ɰ ʋ β̞"), ("z", "ʣ"),
    ]
}
