extension ExpressionReader {
    /// What begins with a Han character: an ordinal's 第 before a number.
    mutating func readHan(_ value: UInt32, at start: Int) -> Int {
        let end = start + 3
        guard value == 0x7B2C, !hasSpaces, text[end].isDigit,
            let (number, stop) = numeral(at: end), number.fraction.isEmpty
        else { return end }
        edits.replace(end..<stop, with: words.ordinal(number.whole, gender: .masculine))
        return stop
    }

    /// A number before what it counts, in Japanese and Chinese, where the words of
    /// the number depend on it: 两个, 二〇二四年.
    func cjkCounter(_ amount: Amount, _ start: Int, _ end: Int, _ gender: GrammaticalGender)
        -> Match?
    {
        guard !hasSpaces else { return nil }
        if language.primary == "ja" { return tenMinutes(amount, start, end) }
        let counted = ChineseCounting(text: text, start: start, end: end)
        if amount.high == nil, counted.isYear(amount.low) {
            return Match(end: end, words: words.digits(amount.low.whole))
        }
        guard let high = amount.high else {
            if counted.isDialled, amount.low.fraction.isEmpty {
                return Match(
                    end: end, words: words.telephone([amount.low.whole], isInternational: false))
            }
            if counted.isNumbered, amount.low.fraction.isEmpty, !amount.low.isNegative,
                !amount.low.isGrouped
            {
                return Match(end: end, words: words.digits(amount.low.whole))
            }
            guard counted.takesLiang, amount.low.fraction.isEmpty, amount.low.whole == [0x32],
                !amount.low.isNegative
            else { return nil }
            return Match(end: end, words: ChineseNumbers.liang(isTraditional: isTraditional))
        }
        if counted.isYear(high) {
            return Match(
                end: end,
                words: words.range(words.digits(amount.low.whole), words.digits(high.whole)))
        }
        return nil
    }

    /// `10分` as minutes: written in Han alone it is 十分, "enough". Before の and a number it is
    /// a tenth, but not behind an hour.
    private func tenMinutes(_ amount: Amount, _ start: Int, _ end: Int) -> Match? {
        guard amount == Amount(Numeral(10)), text.has("分", at: end) else { return nil }
        if text.has("の", at: end + 3), text.scalar(before: start).value != 0x6642 {
            let next = text.scalar(at: end + 6)
            let isHan = Unicode.Scalar(next.value).map(Self.numerals.contains) ?? false
            if isHan || text[end + 6].isDigit { return nil }
        }
        return Match(end: end + 3, words: "ジュップン")
    }

    private static let numerals = Set("一二三四五六七八九十百千何".unicodeScalars)

    /// Whether the language is written in traditional characters.
    var isTraditional: Bool { ChineseNumbers.isTraditional(language) }
}
