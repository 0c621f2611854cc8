extension ExpressionReader {
    /// The unit behind an amount, with what stands under a stroke.
    func unit(of amount: Amount, at end: Int) -> Match? {
        if let found = feetAndInches(amount, at: end) { return found }
        guard let (unit, stop) = unitSymbol(at: end) else { return nil }
        var last = stop
        var under: MeasureUnit?
        if text[stop] == 0x2F, let (per, perEnd) = unitSymbol(at: stop + 1, isAlone: true) {
            under = per
            last = perEnd
        }
        guard let said = words.quantity(amount, unit, per: under) else { return nil }
        return Match(end: abbreviationEnd(last), words: said)
    }

    /// The end of a unit with the point of its abbreviation, `lbs.`, where the sentence
    /// goes on behind it: with a small letter, a figure or another mark.
    private func abbreviationEnd(_ end: Int) -> Int {
        guard text[end] == 0x2E, end > 0, text.isLetter(before: end), !keepsPoint(at: end) else {
            return end
        }
        let next = text[skipSpace(end + 1)]
        let goesOn = next.isLower || next.isDigit && text[end + 1] == 0x20 || next == 0x2C
        return goesOn || next == 0x3B || next == 0x3A ? end + 1 : end
    }

    /// The longest unit at an offset, over one space.
    private func unitSymbol(at index: Int, isAlone: Bool = false) -> (unit: MeasureUnit, end: Int)?
    {
        let start = isAlone ? index : skipSpace(index)
        var end = start
        var found: (unit: MeasureUnit, end: Int)?
        while end - start <= MeasureUnit.longestSymbol {
            let (value, length) = text.scalar(at: end)
            guard value > 0x20, length > 0 else { break }
            let isMark = value == 0xB0 || value == 0xBA || value >= 0x2000
            guard
                isMark || text.letterLength(at: end) > 0 || value == 0xB2 || value == 0xB3
                    || value == 0xB5 || ((value == 0x32 || value == 0x33) && end > start)
                    || (value == 0x2F && end > start)
            else { break }
            end += length
            let symbol = text.string(start..<end)
            if let unit = MeasureUnit.named(symbol), isFree(after: end),
                start == index || !MeasureUnit.onlyAttached.contains(symbol)
            {
                found = (unit, end)
            }
        }
        // A lone letter after a space may be the first of a sentence's words in
        // languages where it is one.
        if let unit = found, start > index, unit.end - start == 1,
            lexicon.letterWords.contains(text[start])
        {
            return nil
        }
        return found
    }

    /// `5'10"`, `6'`, `12"`.
    private func feetAndInches(_ amount: Amount, at end: Int) -> Match? {
        guard lexicon.hasFeet, amount.high == nil, !amount.low.isCode else { return nil }
        let (value, length) = text.scalar(at: end)
        if value == 0x27 || value == 0x2032 || value == 0x2019 {
            let next = skipSpace(end + length)
            let inchEnd = text.digitsEnd(next)
            let mark = text.scalar(at: inchEnd)
            guard inchEnd > next, let inches = text.value(next..<inchEnd), inches < 12,
                mark.value == 0x22 || mark.value == 0x2033 || mark.value == 0x201D,
                let feet = words.quantity(amount, MeasureUnit(id: "foot"), per: nil),
                let rest = words.quantity(
                    Amount(Numeral(inches)), MeasureUnit(id: "inch"), per: nil)
            else { return nil }
            return Match(end: inchEnd + mark.length, words: feet + " " + rest)
        }
        if value == 0x2033 || (value == 0x22 && !hasOpenQuote(before: end)) {
            guard isFree(after: end + length),
                let inches = words.quantity(amount, MeasureUnit(id: "inch"), per: nil)
            else { return nil }
            return Match(end: end + length, words: inches)
        }
        return nil
    }

    /// Whether a straight quotation mark is open here; the look back is bounded.
    private func hasOpenQuote(before index: Int) -> Bool {
        var isOpen = false
        for offset in max(0, index - 400)..<index where text.bytes[offset] == 0x22 {
            isOpen.toggle()
        }
        return isOpen
    }
}
