extension ExpressionReader {
    /// An amount with its currency before it: `$3.50`, `US$5`, `R$ 10,50`; from
    /// the end of the currency on.
    func money(_ currency: Currency, from end: Int, isNegative: Bool = false) -> Match? {
        var start = skipSpace(end)
        var isNegative = isNegative
        if text[start] == 0x2D, text[start + 1].isDigit {
            isNegative = true
            start += 1
        }
        guard text[start].isDigit, var (low, stop) = numeral(at: start) else { return nil }
        low.isNegative = isNegative
        var amount = Amount(low)
        if let mark = rangeMark(at: stop) {
            var next = mark
            let sign = text.scalar(at: next)
            if Currency.named(symbol: sign.value, in: language) != nil { next += sign.length }
            if text[next].isDigit, let (high, highEnd) = numeral(at: next),
                !(text[highEnd] == 0x2D && text[highEnd + 1].isDigit)
            {
                amount.high = high
                stop = highEnd
            }
        }
        if !hasSpaces, let (multiple, multipleEnd) = hanScale(low, at: stop) {
            return Match(
                end: multipleEnd,
                words: multiple + words.money(Amount(Numeral(0)), currency, scale: .thousand))
        }
        var scale: NumberScale?
        if let (found, scaleEnd) = self.scale(at: stop) { (scale, stop) = (found, scaleEnd) }
        return Match(end: stop, words: words.money(amount, currency, scale: scale))
    }

    /// An amount with its currency behind it: `20€`, `5 USD`, `50¢`.
    func moneyAfter(_ amount: Amount, at end: Int) -> Match? {
        var scale: NumberScale?
        var stop = end
        if let (found, scaleEnd) = self.scale(at: end) { (scale, stop) = (found, scaleEnd) }
        let mark = skipSpace(stop)
        let (value, length) = text.scalar(at: mark)
        if let currency = Currency.named(symbol: value, in: language),
            value != 0x24 || mark == stop,
            !text[mark + length].isDigit
        {
            return Match(
                end: mark + length, words: words.money(amount, currency, scale: scale))
        }
        // 元, also written 圆 and 圓: only two decimals are said otherwise than as they stand.
        if [0x5143, 0x5706, 0x5713].contains(value), mark == end, language.primary == "zh",
            amount.high == nil, amount.low.fraction.count == 2
        {
            return Match(
                end: mark + length,
                words: words.money(amount, Currency(code: "CNY"), scale: nil))
        }
        let word = mark..<text.wordEnd(mark)
        guard word.count == 3, let code = Currency.written[text.string(word)] else { return nil }
        return Match(
            end: word.upperBound,
            words: words.money(amount, Currency(code: code), scale: scale))
    }

    /// A multiplier of money: `million`, `m`, `bn`, `k`.
    private func scale(at index: Int) -> (scale: NumberScale, end: Int)? {
        let start = skipSpace(index)
        let end = text.wordEnd(start)
        guard end > start, end - start <= 10 else { return nil }
        let word = text.string(start..<end)
        guard let scale = lexicon.scales[word], end - start > 2 || start == index else {
            return nil
        }
        return (scale, end)
    }

    /// Numbers and myriads in turn, `1億2000万`, read as they stand.
    private func hanScale(_ first: Numeral, at index: Int) -> (words: String, end: Int)? {
        var said = words.cardinal(first, gender: .masculine)
        var end = index
        var hasScale = false
        while true {
            let (value, length) = text.scalar(at: end)
            switch value {
            case 0x4E07, 0x842C, 0x5104, 0x4EBF, 0x5343, 0x767E, 0x5146:  // 万萬億亿千百兆
                said += text.string(end..<end + length)
                end += length
                hasScale = true
            case 0x30...0x39 where hasScale:
                guard let (number, stop) = numeral(at: end) else { return nil }
                said += words.cardinal(number, gender: .masculine)
                end = stop
            default: return hasScale ? (said, end) : nil
            }
        }
    }
}
