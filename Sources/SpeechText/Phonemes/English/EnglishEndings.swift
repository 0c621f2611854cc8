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

    /// The word that a word in s is the plural or third person of; nil where it looks like none.
    static func singular(of word: String) -> String? {
        guard word.utf8.count > 3, word.hasSuffix("s"),
            !["ss", "us", "is", "ies"].contains(where: { word.hasSuffix($0) })
        else { return nil }
        let isSyllable = ["ches", "shes", "xes", "sses", "zzes"].contains { word.hasSuffix($0) }
        return String(word.dropLast(isSyllable ? 2 : 1))
    }
}
