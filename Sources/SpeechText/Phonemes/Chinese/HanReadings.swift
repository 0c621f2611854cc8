import CICU
import Synchronization

/// Readings of rare characters by ICU's transform of Han to Latin (Unicode's kMandarin).
enum HanReadings {
    /// The usual reading of a character; nil where ICU knows none.
    static func syllable(of character: Unicode.Scalar) -> PinyinSyllable? {
        known.withLock { known in
            if let syllable = known[character] { return syllable }
            let syllable = transform.withLock { $0?.run(String(character)) }.flatMap(numbered)
            // Few are ever asked for; a hostile text has at most all of them.
            known[character] = .some(syllable)
            return syllable
        }
    }

    private static let known = Mutex<[Unicode.Scalar: PinyinSyllable?]>([:])
    /// Opened when it is first needed, as that takes a tenth of a second.
    private static let transform = Mutex<Transliterator?>(Transliterator("Han-Latin"))

    /// A syllable with tone marks, as ICU writes it.
    private static func numbered(_ text: String) -> PinyinSyllable? {
        var letters = ""
        var tone = 5
        for scalar in decomposed(text) {
            switch scalar {
            case "\u{304}": tone = 1
            case "\u{301}": tone = 2
            case "\u{30C}": tone = 3
            case "\u{300}": tone = 4
            case "\u{308}": if letters.last == "u" { letters = letters.dropLast() + "v" }
            case "\u{302}": if letters.last == "e" { letters = letters.dropLast() + "ê" }
            case "a"..."z": letters.unicodeScalars.append(scalar)
            default: return nil
            }
        }
        return PinyinSyllable(letters + String(tone))
    }

    /// The letters with tone marks that Pinyin has, as a letter and its marks.
    private static func decomposed(_ text: String) -> [Unicode.Scalar] {
        text.unicodeScalars.flatMap { marks[$0] ?? [$0] }
    }

    private static let marks: [Unicode.Scalar: [Unicode.Scalar]] = {
        var table: [Unicode.Scalar: [Unicode.Scalar]] = [
            "ü": ["u", "\u{308}"], "ê": ["e", "\u{302}"],
        ]
        let tones: [Unicode.Scalar] = ["\u{304}", "\u{301}", "\u{30C}", "\u{300}"]
        let rows: [(Unicode.Scalar, String)] = [
            ("a", "āáǎà"), ("e", "ēéěè"), ("i", "īíǐì"), ("o", "ōóǒò"), ("u", "ūúǔù"),
            ("n", "\u{0}ńňǹ"),
        ]
        for (base, letters) in rows {
            for (letter, tone) in zip(letters.unicodeScalars, tones) {
                table[letter] = [base, tone]
            }
        }
        for (letter, tone) in zip("ǖǘǚǜ".unicodeScalars, tones) {
            table[letter] = ["u", "\u{308}", tone]
        }
        return table
    }()
}
