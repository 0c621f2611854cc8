extension ExpressionReader {
    /// A Roman numeral, where what stands beside it says that it is one.
    func roman(_ start: Int, _ end: Int) -> Match? {
        if language.primary == "fr", let found = frenchOrdinal(start, end) { return found }
        guard end - start <= 8, isFree(before: start), let value = romanValue(start),
            !lexicon.romanCues.isEmpty || !lexicon.romanFollowers.isEmpty
        else { return nil }
        let before = text.wordBefore(start)
        let word = text.string(before)
        let isNear = before.upperBound + 1 == start || before.upperBound + 2 == start
        let next = text.wordAfter(end)
        let nextWord = text.string(next).lowercased()
        let letters = text.string(start..<end)
        if lexicon.romanFollowers.contains(nextWord), end - start >= 1, letters != "I" {
            let digits = Array(String(value).utf8)
            return Match(
                end: end,
                words: words.ordinal(digits, gender: words.gender(before: nextWord)))
        }
        guard isNear, !before.isEmpty,
            text.bytes[before.upperBound] == 0x20
                || text.bytes[before.upperBound] == 0x2E
        else { return list(value, letters, start, end) }
        let isCapital = word.first?.isUppercase == true
        if lexicon.romanCues.contains(word.lowercased()), isCapital || letters != "I" {
            return Match(end: end, words: words.roman(value, isRuler: false))
        }
        if lexicon.rulers.contains(word) {
            guard letters != "I" || isAfterRulerFirst(end, nextWord) else { return nil }
            return Match(end: end, words: words.roman(value, isRuler: true))
        }
        return list(value, letters, start, end)
    }

    /// `XVIIIe siècle`, `Ier siècle`.
    private func frenchOrdinal(_ start: Int, _ end: Int) -> Match? {
        var stop = start
        while text[stop].isUpper { stop += 1 }
        guard stop > start, ["e", "er", "ème"].contains(text.string(stop..<end)),
            ["siècle", "siècles", "arrondissement"].contains(text.string(text.wordAfter(end))),
            let value = romanValue(start, endingAt: stop)
        else { return nil }
        return Match(end: end, words: words.ordinal(Array(String(value).utf8), gender: .masculine))
    }

    /// "Elizabeth I", not "George, I think".
    private func isAfterRulerFirst(_ end: Int, _ next: String) -> Bool {
        if next.isEmpty { return true }
        return [
            "of", "was", "died", "became", "ruled", "reigned", "had", "in", "to", "e", "foi", "de",
            "abdicated", "issued", "ordered", "married",
        ].contains(next)
    }

    /// A numeral without a word before it: only those that can't be much else.
    private func list(_ value: Int, _ letters: String, _ start: Int, _ end: Int) -> Match? {
        guard letters.utf8.count >= 2, isOnlySmall(letters), hasSmallLetters || start == 0 else {
            return nil
        }
        return Match(end: end, words: words.roman(value, isRuler: false))
    }

    /// Whether a numeral has only I, V and X, which other acronyms rarely do.
    private func isOnlySmall(_ letters: String) -> Bool {
        letters.utf8.allSatisfy { $0 == 0x49 || $0 == 0x56 || $0 == 0x58 } && letters != "XX"
            && letters != "XXX"
    }

    /// The value of the Roman numeral that a word is, written as the rules want it;
    /// nil for any other.
    ///
    /// - Parameter end: Where it has to end; nil means at the end of the word.
    func romanValue(_ start: Int, endingAt end: Int? = nil) -> Int? {
        var value = 0
        var index = start
        let digits: [(letters: StaticString, value: Int, most: Int)] = [
            ("M", 1000, 3), ("CM", 900, 1), ("D", 500, 1), ("CD", 400, 1), ("C", 100, 3),
            ("XC", 90, 1), ("L", 50, 1), ("XL", 40, 1), ("X", 10, 3), ("IX", 9, 1), ("V", 5, 1),
            ("IV", 4, 1), ("I", 1, 3),
        ]
        for digit in digits {
            var count = 0
            while count < digit.most, text.has(digit.letters, at: index) {
                value += digit.value
                index += digit.letters.utf8CodeUnitCount
                count += 1
            }
        }
        guard index > start, end.map({ $0 == index }) ?? isFree(after: index) else { return nil }
        // Canonical: written back, it has the same length.
        return Self.romanLength(value) == index - start ? value : nil
    }

    private static func romanLength(_ value: Int) -> Int {
        let lengths = [0, 1, 2, 3, 2, 1, 2, 3, 4, 2]
        return value / 1000 + lengths[value / 100 % 10] + lengths[value / 10 % 10]
            + lengths[value % 10]
    }
}
