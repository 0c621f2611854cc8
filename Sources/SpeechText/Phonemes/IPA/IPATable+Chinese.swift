extension IPATable {
    /// Mandarin: its own symbols, and what its speakers say for others. Stress marks say less
    /// than tones; a syllable of a word without tones is said in the first.
    static let chinese: IPATable = {
        var singles: [Unicode.Scalar: [PhonemeSymbol]] = [:]
        var pairs: [String: [PhonemeSymbol]] = [:]
        for (sounds, forms) in chineseForms {
            for form in forms.split(separator: " ") {
                let scalars = Array(form.unicodeScalars)
                if scalars.count == 1 {
                    singles[scalars[0]] = MandarinSounds.symbols(sounds)
                } else {
                    pairs[String(form)] = MandarinSounds.symbols(sounds)
                }
            }
        }
        return IPATable(
            pairs: pairs, singles: singles, unstressed: [:],
            nasal: MandarinSounds.symbols("n")[0], syllabic: MandarinSounds.symbols("ə")[0],
            onsets: [], neverBegins: Set(MandarinSounds.symbols("ŋ")), isTonal: true)
    }()

    /// Sounds with the forms that become them, longest scalars told apart by their number.
    private static let chineseForms: [(String, String)] = [
        ("ʈʂʰ", "ʈʂʰ tʂʰ ꭧʰ"), ("tɕʰ", "tɕʰ ʨʰ tʃʰ"), ("tsʰ", "tsʰ ʦʰ"), ("ʈʂ", "ʈʂ tʂ ꭧ ɖʐ dʐ"),
        ("tɕ", "tɕ ʨ dʑ tʃ dʒ ʧ ʤ"), ("ts", "ts ʦ dz ʣ"), ("pʰ", "pʰ"), ("tʰ", "tʰ"),
        ("kʰ", "kʰ"), ("p", "p b"), ("t", "t d ʈ ɖ"), ("k", "k ɡ g q c"), ("m", "m ɱ"),
        ("f", "f v"),
        ("n", "n ɳ ɲ"), ("ŋ", "ŋ ɴ"), ("l", "l ɫ ɾ"), ("x", "x h χ ɦ ħ"), ("ɕ", "ɕ ʃ ç"),
        ("ʂ", "ʂ"), ("ɻ", "ɻ ʐ ɹ r ʒ ʁ"), ("s", "s θ z ð"), ("j", "j"), ("w", "w ʋ"), ("ɥ", "ɥ"),
        ("aɪ", "aɪ ai aj"), ("aʊ", "aʊ au ɑʊ ɑu aw"), ("eɪ", "eɪ ei ej"),
        ("oʊ", "oʊ ou ow əʊ"), ("a", "a æ ʌ"), ("ɑ", "ɑ ɒ"), ("ɤ", "ɤ"), ("e", "e"), ("ɛ", "ɛ œ ø"),
        ("ə", "ə ɐ ɜ"), ("i", "i ɪ"), ("ɨ", "ɨ ɯ ɿ ʅ"), ("o", "o ɔ"), ("ʊ", "ʊ"), ("u", "u ʉ"),
        ("y", "y ʏ"), ("ə ɻ", "ɚ ɝ"),
    ]
}
