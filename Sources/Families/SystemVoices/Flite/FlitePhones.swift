/// The International Phonetic Alphabet in flite's US English phones.
///
/// Symbols that English lacks become what English speakers use for them
/// (`x` a K, `y` an UW); marks that change a sound only slightly (length,
/// aspiration, ties) are passed over. A word without any stress mark is
/// stressed on its first vowel.
enum FlitePhones {
    /// The phones as flite reads them, `hh ax0 l ow1`; nil where the text holds
    /// no sound.
    static func phones(of ipa: String) -> String? {
        var result: [String] = []
        var vowels: [Int] = []
        var stressed: Set<Int> = []
        var stressNext = false
        let scalars = Array(ipa.unicodeScalars)
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            if scalar == "ˈ" || scalar == "ˌ" || scalar == "'" {
                stressNext = true
                index += 1
                continue
            }
            if scalar == "\u{0303}", vowels.last == result.indices.last {
                result.append("n")  // A nasal vowel: English has the nasal behind it.
                index += 1
                continue
            }
            if scalar == "\u{0329}", let consonant = result.last, vowels.last != result.count - 1 {
                // A syllabic consonant: English has a schwa before it.
                result[result.count - 1] = "ax"
                vowels.append(result.count - 1)
                result.append(consonant)
                index += 1
                continue
            }
            guard let (phones, length) = match(scalars[index...]) else {
                index += 1
                continue
            }
            for phone in phones {
                if isVowel(phone) {
                    if stressNext { stressed.insert(result.count) }
                    stressNext = false
                    vowels.append(result.count)
                }
                result.append(phone)
            }
            index += length
        }
        guard !result.isEmpty else { return nil }
        if stressed.isEmpty, let first = vowels.first { stressed = [first] }
        for vowel in vowels { result[vowel] += stressed.contains(vowel) ? "1" : "0" }
        return result.joined(separator: " ")
    }

    private static func isVowel(_ phone: String) -> Bool {
        phone.utf8.first.map { "aeiou".utf8.contains($0) } ?? false
    }

    /// The phones of the longest symbol that the text begins with, and how many
    /// scalars it takes.
    private static func match(
        _ text: ArraySlice<Unicode.Scalar>
    ) -> (phones: [String], length: Int)? {
        guard let first = text.first else { return nil }
        // A tie or a length mark may stand inside a pair.
        var second = text.startIndex + 1
        while second < text.endIndex, text[second] == "\u{0361}" || text[second] == "\u{035C}" {
            second += 1
        }
        if second < text.endIndex,
            let phones = pairs[String(String.UnicodeScalarView([first, text[second]]))]
        {
            return (phones, second - text.startIndex + 1)
        }
        return singles[first].map { ($0, 1) }
    }

    private static let pairs: [String: [String]] = [
        "eɪ": ["ey"], "ɛɪ": ["ey"], "aɪ": ["ay"], "ɑɪ": ["ay"], "ɔɪ": ["oy"], "aʊ": ["aw"],
        "ɑʊ": ["aw"], "oʊ": ["ow"], "əʊ": ["ow"], "ɔʊ": ["ow"], "tʃ": ["ch"], "dʒ": ["jh"],
        "ɪə": ["ih", "r"], "eə": ["eh", "r"], "ɛə": ["eh", "r"], "ʊə": ["uh", "r"],
        "ɜr": ["er"], "ər": ["er"], "əɹ": ["er"], "ɜɹ": ["er"], "ei": ["ey"], "ai": ["ay"],
        "au": ["aw"], "ou": ["ow"], "oi": ["oy"], "ɔi": ["oy"],
    ]

    private static let singles: [Unicode.Scalar: [String]] = [
        "i": ["iy"], "ɪ": ["ih"], "e": ["eh"], "ɛ": ["eh"], "æ": ["ae"], "a": ["aa"],
        "ɑ": ["aa"], "ɒ": ["aa"], "ɔ": ["ao"], "o": ["ow"], "ʊ": ["uh"], "u": ["uw"],
        "ʌ": ["ah"], "ə": ["ax"], "ɐ": ["ax"], "ɘ": ["ax"], "ɵ": ["uh"], "ɜ": ["er"],
        "ɝ": ["er"], "ɚ": ["er"], "ɞ": ["er"], "ɨ": ["ih"], "ʉ": ["uw"], "ɯ": ["uw"],
        "ɤ": ["uh"], "y": ["uw"], "ʏ": ["uh"], "ø": ["er"], "œ": ["er"], "ɶ": ["ae"],
        "p": ["p"], "b": ["b"], "t": ["t"], "d": ["d"], "k": ["k"], "g": ["g"], "ɡ": ["g"],
        "f": ["f"], "v": ["v"], "θ": ["th"], "ð": ["dh"], "s": ["s"], "z": ["z"], "ʃ": ["sh"],
        "ʒ": ["zh"], "h": ["hh"], "ɦ": ["hh"], "m": ["m"], "n": ["n"], "ŋ": ["ng"],
        "l": ["l"], "ɫ": ["l"], "r": ["r"], "ɹ": ["r"], "ɾ": ["dx"], "ʁ": ["r"], "ʀ": ["r"],
        "ɻ": ["r"], "ɽ": ["r"], "w": ["w"], "ʍ": ["w"], "j": ["y"], "ʧ": ["ch"], "ʤ": ["jh"],
        "x": ["k"], "χ": ["k"], "ç": ["sh"], "ɲ": ["n", "y"], "ʎ": ["l", "y"], "ɬ": ["l"],
        "β": ["v"], "ɣ": ["g"], "c": ["k"], "ɟ": ["g"], "ʂ": ["sh"], "ʐ": ["zh"], "ɕ": ["sh"],
        "ʑ": ["zh"], "ɸ": ["f"], "ʋ": ["v"], "ʈ": ["t"], "ɖ": ["d"], "ɳ": ["n"], "ɭ": ["l"],
        "q": ["k"], "ɢ": ["g"], "ħ": ["hh"], "ɰ": ["w"], "ʝ": ["y"], "ʦ": ["t", "s"],
        "ʣ": ["d", "z"],
    ]
}
