/// Pinyin in its two spellings.
enum Pinyin {
    /// A syllable with tone marks (`lǜ`) as one with a tone number (`lü4`), 5 for the
    /// neutral tone; nil for what is no syllable.
    static func numbered(_ syllable: some StringProtocol) -> String? {
        var letters = ""
        var tone: Character = "5"
        for scalar in syllable.unicodeScalars {
            if let (base, mark) = marked[scalar] {
                letters += base
                tone = mark
                continue
            }
            switch scalar {
            case "a"..."z", "ü": letters.unicodeScalars.append(scalar)
            case "\u{304}": tone = "1"
            case "\u{301}": tone = "2"
            case "\u{30C}": tone = "3"
            case "\u{300}": tone = "4"
            case "\u{308}": if letters.last == "u" { letters = letters.dropLast() + "ü" }
            default: return nil
            }
        }
        guard !letters.isEmpty else { return nil }
        // The bare nasals of interjections, which the voice doesn't know alone.
        if ["n", "ng", "hng"].contains(letters) { letters = "en" }
        if ["m", "hm"].contains(letters) { letters = "mu" }
        return letters + String(tone)
    }

    private static let marked: [Unicode.Scalar: (base: String, tone: Character)] = {
        var table: [Unicode.Scalar: (base: String, tone: Character)] = [:]
        for row in ["aāáǎà", "eēéěè", "iīíǐì", "oōóǒò", "uūúǔù", "üǖǘǚǜ"] {
            let scalars = Array(row.unicodeScalars)
            for (index, scalar) in scalars.enumerated().dropFirst() {
                table[scalar] = (String(scalars[0]), ["5", "1", "2", "3", "4"][index])
            }
        }
        for (letter, tone) in [("ń", "2"), ("ň", "3"), ("ǹ", "4")] {
            for scalar in letter.unicodeScalars { table[scalar] = ("n", Character(tone)) }
        }
        for scalar in "ḿ".unicodeScalars { table[scalar] = ("m", "2") }
        for (letter, tone) in [("ế", "2"), ("ề", "4")] {
            for scalar in letter.unicodeScalars { table[scalar] = ("e", Character(tone)) }
        }
        return table
    }()
}
