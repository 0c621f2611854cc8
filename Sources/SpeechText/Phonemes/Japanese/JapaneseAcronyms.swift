/// Acronyms, whose letters are said by their names: NHK, or エヌエイチケー as the normalizer
/// writes it. The voice falls in the last letter, behind its first mora (NHK's pronunciation
/// and accent dictionary).
enum JapaneseAcronyms {
    /// Makes one word of each acronym that the dictionary doesn't have.
    static func join(_ words: inout [JapaneseWord]) {
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            guard let (word, count) = acronym(in: words, at: index) else {
                result.append(words[index])
                index += 1
                continue
            }
            result.append(word)
            index += count
        }
        words = result
    }

    private static func acronym(
        in words: [JapaneseWord], at start: Int
    ) -> (word: JapaneseWord, count: Int)? {
        var end = start
        var surface = ""
        while end < words.count, isPart(words[end]),
            end == start || words[end].range.lowerBound == words[end - 1].range.upperBound
        {
            surface += words[end].surface
            end += 1
            if end - start > 2 * longest { return nil }
        }
        guard end > start, end > start + 1 || !words[start].isKnown,
            start == 0 || !endsInKatakana(words[start - 1], before: words[start]),
            let names = letters(surface), names.count > 1, names.count <= longest
        else { return nil }
        var word = JapaneseWord(
            surface: surface,
            range: words[start].range.lowerBound..<words[end - 1].range.upperBound, kind: .noun,
            detail: "固有名詞", reading: names.joined(), combination: "C1", isKnown: false)
        let morae = JapaneseMora.morae(of: names.joined()).count
        let last = JapaneseMora.morae(of: names[names.count - 1]).count
        word.say(names.joined(), accent: morae - last + 1, morae: morae)
        return (word, end - start)
    }

    /// More letters than that are no acronym.
    private static let longest = 6

    private static func isPart(_ word: JapaneseWord) -> Bool {
        word.role == .said && word.base != JapaneseReader.givenBase
            && (word.surface.unicodeScalars.allSatisfy { isCapital($0) }
                || word.surface.unicodeScalars.allSatisfy { isKatakana($0) })
    }

    private static func endsInKatakana(_ word: JapaneseWord, before next: JapaneseWord) -> Bool {
        word.range.upperBound == next.range.lowerBound
            && (word.surface.unicodeScalars.last.map { isKatakana($0) } ?? false)
    }

    private static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
        (0xFF21...0xFF3A).contains(scalar.value)
    }

    private static func isKatakana(_ scalar: Unicode.Scalar) -> Bool {
        (0x30A1...0x30FA).contains(scalar.value) || scalar == "ー"
    }

    /// The names of letters that a text is made of; nil where it is anything else.
    private static func letters(_ text: String) -> [String]? {
        let scalars = Array(text.unicodeScalars)
        guard scalars.count <= 40 else { return nil }
        /// By where each stretch of names ends, the names.
        var found: [Int: [String]] = [0: []]
        for end in 1...max(1, scalars.count) where end <= scalars.count {
            for length in 1...min(6, end) {
                guard let before = found[end - length] else { continue }
                let part = String(String.UnicodeScalarView(scalars[(end - length)..<end]))
                if length == 1, let name = JapaneseKana.name(of: scalars[end - 1]) {
                    found[end] = before + [name]
                } else if names.contains(part) {
                    found[end] = before + [part]
                }
            }
        }
        return found[scalars.count]
    }

    private static let names = Set(JapaneseWords.letters + ["エイ", "ケイ", "ジェイ", "ディ"])
}
