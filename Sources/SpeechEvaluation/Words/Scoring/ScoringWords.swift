internal import CICU
public import SpeechText

/// The words of a text as they are compared: what is said, in small letters, without marks.
///
/// Numbers, symbols and abbreviations become words as a voice would say them (`Document`), so
/// that "23" in a reference and "twenty three" in what was heard are the same. Hyphens and dashes
/// divide words; an apostrophe stays inside a word and goes at its ends; accents are left out,
/// since recognisers write English words without them. A text without a small letter is read as
/// if it were written in small ones: transcripts in capitals are no acronyms.
///
/// For languages that put spaces between words.
public enum ScoringWords {
    /// The words of a text, reference or hypothesis.
    public static func words(
        of text: String, language: Language = .english
    ) throws(TextError) -> [String] {
        var options = TextOptions()
        options.language = language
        let isSmall = text.unicodeScalars.contains { $0.properties.isLowercase }
        let document = try Document(
            Array((isSmall ? text : text.lowercased()).utf8), options: options)
        return document.sentences.flatMap { words(inSpoken: $0.spoken.text) }
    }

    /// Divides what is said into words.
    private static func words(inSpoken text: String) -> [String] {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func end() {
            // Apostrophes at the ends are quotation marks, or sounds that were left out.
            let trimmed = word.drop { $0 == "'" }
            let length = trimmed.reversed().drop { $0 == "'" }.count
            if length > 0 { words.append(String(String.UnicodeScalarView(trimmed.prefix(length)))) }
            word = String.UnicodeScalarView()
        }
        for scalar in decomposed(text.lowercased()).unicodeScalars {
            switch scalar.value {
            case 0x27, 0x2019, 0x2BC: word.append("'")
            // The accents of Latin, Greek and Cyrillic letters.
            case 0x300...0x36F: break
            // Where a word may be divided, unseen.
            case 0xAD: break
            default: if isOfWord(scalar) { word.append(scalar) } else { end() }
            }
        }
        end()
        return words
    }

    private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter, .uppercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
            true
        default: false
        }
    }

    /// A text with its accents as characters of their own (normalization form D); as it is
    /// where ICU has no data.
    private static func decomposed(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        let units = Array(text.utf16)
        guard let normalizer = syrinx_normalizer_get(SYRINX_NFD),
            let length = Int32(exactly: units.count)
        else { return text }
        // A unit of UTF-16 becomes four at the most in this form.
        var result = [UInt16](repeating: 0, count: units.count * 4)
        let capacity = Int32(clamping: result.count)
        let count = syrinx_normalize(normalizer, units, length, &result, capacity)
        guard count >= 0, count <= capacity else { return text }
        return String(decoding: result.prefix(Int(count)), as: UTF16.self)
    }
}
