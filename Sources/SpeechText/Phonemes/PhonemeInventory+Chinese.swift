extension PhonemeInventory {
    /// Standard Mandarin. Consonants have the names of Pinyin's initials (`b` is p, `p` pʰ),
    /// glides `y` `w` `yv`, vowels names near Pinyin's; a vowel's digit is its tone, 0 where it
    /// has none: `zh oo1 ng`, `g w o2`.
    public static let chinese = PhonemeInventory(
        language: .chinese,
        names: pinyinNames.flatMap { name, ipa in
            MandarinSounds.symbols(ipa).map { ($0, name) }
        },
        stresses: [.none, .tone1, .tone2, .tone3, .tone4, .tone5], ipa: .chinese)

    private static let pinyinNames: [(name: String, ipa: String)] = [
        ("b", "p"), ("p", "pʰ"), ("m", "m"), ("f", "f"), ("d", "t"), ("t", "tʰ"), ("n", "n"),
        ("l", "l"), ("g", "k"), ("k", "kʰ"), ("h", "x"), ("j", "tɕ"), ("q", "tɕʰ"), ("x", "ɕ"),
        ("zh", "ʈʂ"), ("ch", "ʈʂʰ"), ("sh", "ʂ"), ("r", "ɻ"), ("z", "ts"), ("c", "tsʰ"),
        ("s", "s"), ("ng", "ŋ"), ("y", "j"), ("w", "w"), ("yv", "ɥ"), ("a", "a"), ("aa", "ɑ"),
        ("ai", "aɪ"), ("ao", "aʊ"), ("ei", "eɪ"), ("ou", "oʊ"), ("e", "ɤ"), ("ee", "e"),
        ("eh", "ɛ"), ("uh", "ə"), ("i", "i"), ("ih", "ɨ"), ("o", "o"), ("oo", "ʊ"), ("u", "u"),
        ("v", "y"),
    ]
}
