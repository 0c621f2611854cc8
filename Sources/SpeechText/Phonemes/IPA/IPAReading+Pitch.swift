extension IPAReading {
    /// A word of a language whose morae are high or low. ꜜ stands behind the mora after which
    /// the voice falls; ː is one mora more, and a consonant written twice begins with one.
    func pitchedWord(_ scalars: [Unicode.Scalar]) -> [Phoneme] {
        let (symbols, fall) = pitchedSymbols(scalars)
        return Self.pitched(symbols, fall: fall)
    }

    /// The symbols of a word, and behind how many morae the voice falls; 0 where it doesn't.
    func pitchedSymbols(_ scalars: [Unicode.Scalar]) -> (symbols: [PhonemeSymbol], fall: Int) {
        var symbols: [PhonemeSymbol] = []
        /// The number of morae before the fall; nil where there is none.
        var fall: Int?
        var isFallDue = false
        var rest = scalars[...]
        func morae() -> Int { symbols.reduce(0) { $0 + ($1.carriesStress ? 1 : 0) } }
        while let scalar = rest.first {
            switch scalar {
            case "ꜜ", "↓":
                fall = morae()
                rest.removeFirst()
            case "ˈ", "'":
                isFallDue = true
                rest.removeFirst()
            case "ː", "ー":
                if let last = symbols.last, last.carriesStress {
                    symbols.append(JapaneseSounds.voiced[last] ?? last)
                } else if let last = symbols.last, let closure = JapaneseSounds.symbols["cl"] {
                    symbols.removeLast()
                    symbols += [closure, last]
                }
                rest.removeFirst()
            case "\u{0303}":
                if let nasal = table.nasal, symbols.last?.isVowel == true { symbols.append(nasal) }
                rest.removeFirst()
            default:
                var length = 1
                var found = table.singles[scalar]
                for count in [3, 2] where rest.count >= count {
                    let form = rest.prefix(count).filter { $0 != "\u{0361}" && $0 != "\u{035C}" }
                    if form.count > 1,
                        let pair = table.pairs[String(String.UnicodeScalarView(form))]
                    {
                        found = pair
                        length = count
                        break
                    }
                }
                if let found {
                    symbols += found
                    if isFallDue, found.last?.isVowel == true {
                        fall = morae()
                        isFallDue = false
                    }
                }
                rest.removeFirst(length)
            }
        }
        return (symbols, fall ?? 0)
    }

    /// Symbols with the pitch of an accent phrase whose voice falls behind so many morae.
    private static func pitched(_ symbols: [PhonemeSymbol], fall: Int) -> [Phoneme] {
        var morae = 0
        return symbols.map { symbol in
            if symbol.carriesStress { morae += 1 }
            let isHigh = morae <= 1 ? fall == 1 : fall == 0 || morae <= fall
            return Phoneme(symbol, isHigh ? .high : .low)
        }
    }

    /// What each phoneme of a word has in its transcription, ꜜ where a low mora follows a high
    /// one.
    func pitchSigns(of word: [Phoneme]) -> [String] {
        var signs = word.map { $0.symbol.ipa }
        var last: Int?
        for index in word.indices where word[index].symbol.carriesStress {
            if let last, word[last].stress == .high, word[index].stress == .low {
                signs[last] += "ꜜ"
            }
            last = index
        }
        for index in word.indices.dropFirst()
        where table.pairs[signs[index - 1] + signs[index]] != nil {
            signs[index - 1] += "."
        }
        return signs
    }
}
