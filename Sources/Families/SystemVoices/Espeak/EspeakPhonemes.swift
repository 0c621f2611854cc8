/// The International Phonetic Alphabet in espeak-ng's phoneme mnemonics.
///
/// Mnemonics mean another sound in another language, so there is a table for each
/// language that has one, read off `espeak-ng --ipa` of version 1.51 with those
/// mnemonics as input.
enum EspeakPhonemes {
    /// The mnemonics of a transcription for a voice; nil where the voice's language
    /// has no table or a symbol is none of the language's, and the words had
    /// better be read as they are written.
    static func phonemes(of ipa: String, voice: String) -> String? {
        guard let vowels = vowels[String(voice.prefix { $0 != "-" })] else { return nil }
        let own = consonants[String(voice.prefix { $0 != "-" })] ?? [:]
        let scalars = decomposed(ipa)
        // Without any mark the first vowel is stressed.
        let isMarked = scalars.contains("ˈ") || scalars.contains("'") || scalars.contains("ˌ")
        var result = ""
        var stress = isMarked ? "" : "'"
        var index = 0
        while index < scalars.count {
            switch scalars[index] {
            case "ˈ", "'": stress = "'"
            case "ˌ": stress = ","
            case " ": result += result.hasSuffix(" ") || result.isEmpty ? "" : " "
            case "ː", "ˑ", ".", "\u{0361}", "\u{035C}", "\u{032F}", "ʰ", "\u{0329}", "ʔ", "‿", "|":
                break
            default:
                if let (mnemonic, length) = longest(scalars[index...], in: vowels) {
                    result += stress + mnemonic
                    stress = ""
                    index += length
                    continue
                }
                guard
                    let (mnemonic, length) = longest(scalars[index...], in: own)
                        ?? longest(scalars[index...], in: everywhere)
                else { return nil }
                result += mnemonic
                index += length
                continue
            }
            index += 1
        }
        return result.contains { $0 != " " } ? result : nil
    }

    /// The mnemonic of the longest symbol that a text begins with.
    private static func longest(
        _ text: ArraySlice<Unicode.Scalar>, in table: [String: String]
    ) -> (String, Int)? {
        for length in [3, 2, 1] where text.count >= length {
            let symbol = String(String.UnicodeScalarView(text.prefix(length)))
            if let mnemonic = table[symbol] { return (mnemonic, length) }
        }
        return nil
    }

    /// Scalars with nasal vowels as letter and tilde; table keys are so, too.
    private static func decomposed(_ ipa: String) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        for scalar in ipa.unicodeScalars {
            if let base = nasal[scalar] {
                result += [base, "\u{0303}"]
            } else {
                result.append(scalar)
            }
        }
        return result
    }

    private static let nasal: [Unicode.Scalar: Unicode.Scalar] = [
        "\u{E3}": "a", "\u{1EBD}": "e", "\u{129}": "i", "\u{F5}": "o", "\u{169}": "u",
    ]

    /// Consonants that are the same in all tables.
    private static let everywhere: [String: String] = [
        "p": "p", "b": "b", "t": "t", "d": "d", "k": "k", "g": "g", "ɡ": "g", "f": "f", "v": "v",
        "s": "s", "z": "z", "ʃ": "S", "ʒ": "Z", "h": "h", "ɦ": "h", "m": "m", "n": "n", "ŋ": "N",
        "l": "l", "ɫ": "l", "w": "w", "j": "j", "θ": "T", "ð": "D", "ç": "C", "x": "x", "ɲ": "n^",
        "ʎ": "l^", "ʧ": "tS", "ʤ": "dZ", "r": "r", "ɹ": "r", "ɾ": "r", "ʁ": "r", "ʀ": "r",
        "χ": "x", "c": "k", "ɱ": "m",
    ]

    /// Consonants that a language has otherwise.
    private static let consonants: [String: [String: String]] = [
        "en": [
            "l\u{0329}": "@L", "n\u{0329}": "n-", "m\u{0329}": "@m", "ʍ": "w", "x": "k", "χ": "k",
            "ç": "h", "ɲ": "nj", "ʎ": "lj",
        ],
        "es": ["r": "R", "ɾ": "*", "ɹ": "*", "β": "B", "ɣ": "Q"],
        "it": ["r": "R", "ɾ": "*"],
        "pt": ["r": "*", "ɾ": "*", "ʁ": "x", "ʀ": "x"],
    ]

    private static let plain: [String: String] = [
        "a": "a", "e": "e", "i": "i", "o": "o", "u": "u", "ɛ": "E", "ɔ": "O", "ɪ": "I", "ʊ": "U",
        "ə": "@", "y": "y", "ɑ": "a", "aː": "a:", "eː": "e:", "iː": "i:", "oː": "o:", "uː": "u:",
    ]

    private static let vowels: [String: [String: String]] = [
        "en": [
            "æ": "a", "a": "a", "ɑ": "A:", "ɒ": "0", "ʌ": "V", "ɐ": "V", "ə": "@", "ɜ": "3:",
            "ɝ": "3:", "ɚ": "3", "ɪ": "I", "i": "i", "iː": "i:", "ɨ": "I", "ʊ": "U", "u": "u:",
            "ʉ": "u:", "ɛ": "E", "e": "E", "ɔ": "O:", "o": "oU", "eɪ": "eI", "aɪ": "aI",
            "ɔɪ": "OI", "aʊ": "aU", "oʊ": "oU", "əʊ": "oU", "ɪə": "i@", "eə": "e@", "ɛə": "e@",
            "ʊə": "U@", "ər": "3", "əɹ": "3", "ɜr": "3:", "ɜɹ": "3:", "ɑr": "A@", "ɑɹ": "A@",
            "ɔr": "o@", "ɔɹ": "o@",
        ],
        "de": plain.merging(
            [
                "ɛː": "E:", "yː": "y:", "ø": "Y:", "øː": "Y:", "œ": "W", "ʏ": "y", "ɐ": "@",
                "aɪ": "aI", "aʊ": "aU", "ɔʏ": "OY", "ɔɪ": "OY", "ɔø": "OY",
            ], uniquingKeysWith: { $1 }),
        "fr": plain.merging(
            [
                "ø": "Y", "œ": "W", "ɥ": "y", "ɑ\u{0303}": "A~", "a\u{0303}": "A~",
                "ɛ\u{0303}": "E~", "e\u{0303}": "E~", "ɔ\u{0303}": "O~", "o\u{0303}": "O~",
                "œ\u{0303}": "W~",
            ], uniquingKeysWith: { $1 }),
        "es": plain, "it": plain,
        "pt": plain.merging(
            [
                "ɐ": "&", "ɐ\u{0303}": "&~", "a\u{0303}": "&~", "e\u{0303}": "e~",
                "i\u{0303}": "i~", "o\u{0303}": "o~", "u\u{0303}": "u~", "ɨ": "y",
            ], uniquingKeysWith: { $1 }),
    ]
}
