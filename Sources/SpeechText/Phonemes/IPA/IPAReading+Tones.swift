extension IPAReading {
    /// The phonemes of a word in a language of tones. A tone stands behind its syllable, as
    /// letters (`˥ ˧˥ ˨˩˦ ˥˩`), as digits of them (`⁵⁵ ³⁵ ²¹⁴ ⁵¹`) or as the number that Pinyin
    /// writes (1 to 5); where a word has none, its syllables are said in the first, a stressed
    /// one in the fourth.
    func tonalWord(_ scalars: [Unicode.Scalar]) -> [Phoneme] {
        var result: [Phoneme] = []
        var stresses: [Int: Stress] = [:]
        var isStressed = false
        var index = 0
        /// The first vowel of the syllable that a tone behind it belongs to.
        var vowel: Int?
        while index < scalars.count {
            if scalars[index] == "ˈ" || scalars[index] == "'" {
                isStressed = true
                index += 1
                continue
            }
            let (tone, length) = Self.tone(scalars[index...])
            if let tone {
                if let vowel { stresses[vowel] = tone }
                vowel = nil
                index += length
                continue
            }
            guard let (symbols, length) = longest(scalars[index...]) else {
                index += 1
                continue
            }
            for symbol in symbols {
                if symbol.isVowel {
                    if vowel == nil || stresses[result.count - 1] == nil { vowel = result.count }
                    if isStressed { stresses[result.count] = .tone4 }
                    isStressed = false
                }
                result.append(Phoneme(symbol))
            }
            index += length
        }
        for place in result.indices where result[place].isVowel {
            result[place].stress = stresses[place] ?? (stresses.isEmpty ? .tone1 : .tone5)
        }
        return result
    }

    /// The tone that a text begins with, and how many scalars it takes.
    private static func tone(_ text: ArraySlice<Unicode.Scalar>) -> (Stress?, Int) {
        var levels: [Int] = []
        for scalar in text {
            guard let level = level(of: scalar) else { break }
            levels.append(level)
        }
        if levels.isEmpty {
            guard let scalar = text.first, (0x31...0x35).contains(scalar.value) else {
                return (nil, 0)
            }
            return (Stress(rawValue: Stress.tone1.rawValue + UInt8(scalar.value - 0x31)), 1)
        }
        let first = levels[0]
        let last = levels[levels.count - 1]
        let stress: Stress =
            if levels.count == 1 {
                single(text.first, first)
            } else if first == last, levels.count == 2 {
                first >= 4 ? .tone1 : .tone3
            } else if levels.count > 2 && levels[1] < first || levels == [2, 1] {
                .tone3
            } else if last > first {
                .tone2
            } else {
                .tone4
            }
        return (stress, levels.count)
    }

    /// A raised digit alone is a tone's number, a letter alone a level: the highest is the first
    /// tone's, the lowest the third's, those between are the neutral tone's.
    private static func single(_ sign: Unicode.Scalar?, _ level: Int) -> Stress {
        if let sign, "¹²³⁴⁵".unicodeScalars.contains(sign) {
            return Stress(rawValue: Stress.tone1.rawValue + UInt8(level - 1)) ?? .tone5
        }
        return level == 5 ? .tone1 : level == 1 ? .tone3 : .tone5
    }

    private static func level(of scalar: Unicode.Scalar) -> Int? {
        switch scalar {
        case "˥", "⁵": 5
        case "˦", "⁴": 4
        case "˧", "³": 3
        case "˨", "²": 2
        case "˩", "¹": 1
        default: nil
        }
    }

    /// How the tones are written.
    static func sign(of stress: Stress) -> String {
        switch stress {
        case .tone1: "˥˥"
        case .tone2: "˧˥"
        case .tone3: "˨˩˦"
        case .tone4: "˥˩"
        case .tone5: "˧"
        default: ""
        }
    }

    /// What each phoneme of a word has in its transcription; a tone stands behind its syllable's
    /// ending, a point divides what would be read as one.
    func tonalSigns(of word: [Phoneme]) -> [String] {
        var signs = word.map { $0.symbol.ipa }
        var tone = ""
        for index in word.indices {
            if word[index].isVowel { tone = Self.sign(of: word[index].stress) }
            let next = index + 1 < word.count ? word[index + 1] : nil
            let isEnding =
                next.map { next in
                    // An ending is followed by no vowel or glide of its own syllable.
                    guard !next.isVowel, endings.contains(next.symbol.ipa) else { return false }
                    guard index + 2 < word.count else { return true }
                    return !word[index + 2].isVowel && !glides.contains(word[index + 2].symbol.ipa)
                } ?? false
            if !tone.isEmpty, !isEnding {
                signs[index] += tone
                tone = ""
            } else if let next, tone.isEmpty || isEnding,
                table.isPair(word[index].symbol.ipa, next.symbol.ipa)
            {
                signs[index] += "."
            }
        }
        return signs
    }

    private var endings: Set<String> { ["n", "ŋ", "ɻ", "m"] }
    private var glides: Set<String> { ["j", "w", "ɥ"] }

    /// The symbols of the longest form, of up to three scalars, that a text begins with.
    private func longest(
        _ text: ArraySlice<Unicode.Scalar>
    ) -> (symbols: [PhonemeSymbol], length: Int)? {
        for length in (2...4).reversed() where text.count >= length {
            let form = text.prefix(length).filter { $0 != "\u{0361}" && $0 != "\u{035C}" }
            if form.count > 1,
                let symbols = table.pairs[String(String.UnicodeScalarView(form))]
            {
                return (symbols, length)
            }
        }
        return text.first.flatMap { table.singles[$0] }.map { ($0, 1) }
    }
}

extension IPATable {
    /// Whether two signs would be read as one where they stand together.
    fileprivate func isPair(_ first: String, _ second: String) -> Bool {
        guard let last = first.unicodeScalars.last, let next = second.unicodeScalars.first else {
            return false
        }
        let text = String(String.UnicodeScalarView([last, next]))
        return pairs[text] != nil || pairs[first + String(next)] != nil || pairs[text + "ʰ"] != nil
    }
}
