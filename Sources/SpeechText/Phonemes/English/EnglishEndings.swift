/// What English hangs behind words, and how it sounds there.
enum EnglishEndings {
    /// The ending of plurals, possessives and third persons: `cats`, `dogs`, `houses`.
    static func s(after word: [Phoneme]) -> [Phoneme] {
        guard let last = word.last?.symbol else { return [] }
        if ARPAbet.sibilants.contains(last) {
            return [Phoneme(ARPAbet.ih), Phoneme(ARPAbet.z)]
        }
        return [Phoneme(ARPAbet.voiceless.contains(last) ? ARPAbet.s : ARPAbet.z)]
    }

    /// The ending of the past: `worked`, `played`, `wanted`.
    static func ed(after word: [Phoneme]) -> [Phoneme] {
        guard let last = word.last?.symbol else { return [] }
        if last == ARPAbet.t || last == ARPAbet.d {
            return [Phoneme(ARPAbet.ah), Phoneme(ARPAbet.d)]
        }
        return [Phoneme(ARPAbet.voiceless.contains(last) ? ARPAbet.t : ARPAbet.d)]
    }

    /// What stands behind an apostrophe, in small letters: `'s`, `'ll`, `n't` without its n;
    /// nil where it is no ending.
    static func contracted(_ ending: Substring, after word: [Phoneme]) -> [Phoneme]? {
        let isVowel = word.last?.isVowel ?? false
        switch ending {
        case "s": return s(after: word)
        case "ll":
            return isVowel ? [Phoneme(ARPAbet.l)] : [Phoneme(ARPAbet.ah), Phoneme(ARPAbet.l)]
        case "ve":
            return isVowel ? [Phoneme(ARPAbet.v)] : [Phoneme(ARPAbet.ah), Phoneme(ARPAbet.v)]
        case "d":
            let last = word.last?.symbol
            return last == ARPAbet.t || last == ARPAbet.d
                ? [Phoneme(ARPAbet.ah), Phoneme(ARPAbet.d)] : [Phoneme(ARPAbet.d)]
        case "re": return isVowel ? [Phoneme(ARPAbet.r)] : [Phoneme(ARPAbet.er)]
        case "m": return [Phoneme(ARPAbet.m)]
        default: return nil
        }
    }

    /// The stems that a word may have, with the ending that it has then, likeliest first.
    static func stems(of word: String) -> [(stem: String, ending: Ending)] {
        let count = word.utf8.count
        var result: [(String, Ending)] = []
        func drop(_ letters: Int, _ more: String = "") -> String {
            String(word.dropLast(letters)) + more
        }
        if word.hasSuffix("s"), !word.hasSuffix("ss"), count > 3 {
            if word.hasSuffix("ies"), count > 4 { result.append((drop(3, "y"), .s)) }
            result.append((drop(1), .s))
            if word.hasSuffix("es") { result.append((drop(2), .s)) }
        } else if word.hasSuffix("ed"), count > 4 {
            if word.hasSuffix("ied") { result.append((drop(3, "y"), .ed)) }
            result.append((drop(1), .ed))
            result.append((drop(2), .ed))
            if isDoubled(word, before: 2) { result.append((drop(3), .ed)) }
        } else if word.hasSuffix("ing"), count > 5 {
            result.append((drop(3), .ing))
            result.append((drop(3, "e"), .ing))
            if isDoubled(word, before: 3) { result.append((drop(4), .ing)) }
        } else if word.hasSuffix("ly"), count > 5 {
            result.append((drop(2), .ly))
        } else if word.hasSuffix("ness"), count > 6 {
            result.append((drop(4), .ness))
            if word.hasSuffix("iness") { result.append((drop(5, "y"), .ness)) }
        } else if word.hasSuffix("less"), count > 6 {
            result.append((drop(4), .less))
        }
        return result
    }

    /// Whether a consonant stands twice before an ending: `stopped`.
    private static func isDoubled(_ word: String, before ending: Int) -> Bool {
        let letters = word.utf8.dropLast(ending)
        guard letters.count > 3, let last = letters.last else { return false }
        return letters.dropLast().last == last && !"aeiou".utf8.contains(last)
    }

    /// An ending of a word of its own.
    enum Ending {
        case s, ed, ing, ly, ness, less

        /// A word with the ending.
        func appended(to word: [Phoneme]) -> [Phoneme] {
            switch self {
            case .s: word + EnglishEndings.s(after: word)
            case .ed: word + EnglishEndings.ed(after: word)
            case .ing: word + Self.ingPhonemes
            case .ly:
                (word.last?.symbol == ARPAbet.l ? Array(word.dropLast()) : word) + Self.lyPhonemes
            case .ness: word + Self.nessPhonemes
            case .less: word + Self.lessPhonemes
            }
        }

        private static let ingPhonemes = ARPAbet.phonemes("IH0 NG")
        private static let lyPhonemes = ARPAbet.phonemes("L IY0")
        private static let nessPhonemes = ARPAbet.phonemes("N AH0 S")
        private static let lessPhonemes = ARPAbet.phonemes("L AH0 S")
    }
}
