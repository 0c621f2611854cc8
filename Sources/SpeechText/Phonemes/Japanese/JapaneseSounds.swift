/// The sounds of morae in this program's symbols.
enum JapaneseSounds {
    /// The symbols by Open JTalk's names, and in what order they are listed.
    static let names: [(name: String, ipa: String)] = [
        ("a", "a"), ("i", "i"), ("u", "ɯ"), ("e", "e"), ("o", "o"), ("A", "ḁ"), ("I", "i̥"),
        ("U", "ɯ̥"), ("E", "e̥"), ("O", "o̥"), ("N", "ɴ"), ("cl", "ʔ"), ("k", "k"), ("ky", "kʲ"),
        ("g", "ɡ"), ("gy", "ɡʲ"), ("s", "s"), ("sh", "ɕ"), ("z", "z"), ("j", "dʑ"), ("t", "t"),
        ("ch", "tɕ"), ("ts", "ts"), ("ty", "tʲ"), ("d", "d"), ("dy", "dʲ"), ("n", "n"),
        ("ny", "ɲ"), ("h", "h"), ("hy", "ç"), ("f", "ɸ"), ("fy", "ɸʲ"), ("b", "b"),
        ("by", "bʲ"), ("p", "p"), ("py", "pʲ"), ("m", "m"), ("my", "mʲ"), ("y", "j"),
        ("r", "ɾ"), ("ry", "ɾʲ"), ("w", "w"), ("kw", "kʷ"), ("gw", "ɡʷ"), ("v", "v"),
        ("vy", "vʲ"),
    ]

    private static let byIPA = Dictionary(
        uniqueKeysWithValues: (0..<PhonemeSymbol.count).compactMap { PhonemeSymbol(id: $0) }
            .map { ($0.ipa, $0) })

    /// Symbols by Open JTalk's names; one that there isn't is a mistake in this program.
    static let symbols: [String: PhonemeSymbol] = Dictionary(
        uniqueKeysWithValues: names.map { name, ipa in
            guard let symbol = byIPA[ipa] else { preconditionFailure("no symbol \(ipa)") }
            return (name, symbol)
        })

    /// The phonemes of a mora.
    ///
    /// - Parameter before: The last phoneme before it, which ー lengthens.
    static func phonemes(
        of mora: JapaneseMora, isHigh: Bool, after before: Phoneme?
    ) -> [Phoneme] {
        let pitch = isHigh ? Stress.high : .low
        if mora.kana == "ー" {
            guard let before, before.symbol.carriesStress else { return [] }
            return [Phoneme(voiced[before.symbol] ?? before.symbol, pitch)]
        }
        guard let sounds = JapaneseKana.sounds[mora.kana] else { return [] }
        var phonemes: [Phoneme] = []
        if let consonant = sounds.consonant, let symbol = symbols[consonant] {
            phonemes.append(Phoneme(symbol, pitch))
        }
        if let vowel = sounds.vowel {
            let name = mora.isVoiceless == true ? vowel.uppercased() : vowel
            if let symbol = symbols[name] { phonemes.append(Phoneme(symbol, pitch)) }
        }
        return phonemes
    }

    /// Voiceless vowels with their voiced kin.
    static let voiced: [PhonemeSymbol: PhonemeSymbol] = Dictionary(
        uniqueKeysWithValues: ["A", "I", "U", "E", "O"].compactMap { name in
            guard let symbol = symbols[name], let other = symbols[name.lowercased()] else {
                return nil
            }
            return (symbol, other)
        })
}
