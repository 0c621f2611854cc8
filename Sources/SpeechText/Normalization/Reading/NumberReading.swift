extension ExpressionReader {
    /// Reads what begins with a digit; returns where to go on.
    mutating func readNumber(at start: Int) -> Int {
        if text.isLetter(before: start) { return readAttachedDigits(at: start) }
        if let found = address(at: start) ?? date(at: start) ?? clockRange(at: start)
            ?? clock(at: start) ?? telephone(at: start) ?? version(at: start)
        {
            say(found.words, for: start..<found.end)
            return found.end
        }
        guard let (number, end) = numeral(at: start) else { return start + 1 }
        let found = quantity(of: number, at: start, end: end)
        say(found.words, for: start..<found.end)
        return found.end
    }

    /// A number with a sign before it, the sign at `sign`.
    mutating func readSigned(at sign: Int, digitsAt start: Int) -> Int? {
        guard var (number, end) = numeral(at: start) else { return nil }
        number.isNegative = true
        let found = quantity(of: number, at: start, end: end)
        end = found.end
        say(found.words, for: sign..<end)
        return end
    }

    /// Digits right behind a letter: `MP3`, `x86`, `B2B`.
    private mutating func readAttachedDigits(at start: Int) -> Int {
        let end = text.digitsEnd(start)
        let number = Numeral(text.bytes[start..<end])
        let isCode = number.isCode || number.whole.count > 4
        say(
            isCode ? words.digits(number.whole) : words.cardinal(number, gender: .masculine),
            for: start..<end)
        return end
    }

    /// What a number means, from what stands behind it.
    func quantity(of number: Numeral, at start: Int, end: Int) -> Match {
        if let found = ordinal(number, start, end) ?? fraction(number, start, end)
            ?? exponent(number, end) ?? decade(number, start, end)
        {
            return found
        }
        if let found = dayMonth(number, start, end) ?? chain(start) { return found }
        var amount = Amount(number)
        var stop = end
        if let mark = rangeMark(at: end), let (high, highEnd) = rangeEnd(from: number, at: mark) {
            if let years = yearRange(number, high, start, highEnd) { return years }
            amount.high = high
            stop = highEnd
            if let hours = hourRange(number, high, highEnd) { return hours }
        }
        if let found = measured(amount, at: stop) { return found }
        if amount.high == nil, let found = year(number, start, end) { return found }
        if amount.high == nil, isCode(number, before: start) {
            return Match(end: end, words: words.digits(number.whole))
        }
        let next = text.wordAfter(stop)
        let gender = next.isEmpty ? .masculine : words.gender(before: text.string(next))
        let afterNumber = cjkCounter(amount, start, stop, gender)
        return afterNumber ?? Match(end: stop, words: words.amount(amount, gender: gender))
    }

    /// The second number of a range.
    private func rangeEnd(from low: Numeral, at mark: Int) -> (number: Numeral, end: Int)? {
        var start = mark
        // A currency sign may stand again: $5-$10.
        if Currency.named(symbol: text.scalar(at: start).value, in: language) != nil {
            start += text.scalar(at: start).length
        }
        guard text[start].isDigit, let (high, end) = numeral(at: start) else { return nil }
        // More behind it makes it something else: a part number, a date.
        if text[end] == 0x2D, text[end + 1].isDigit { return nil }
        if text[end] == 0x3A, text[end + 1].isDigit { return nil }
        guard !low.isCode, !high.isCode else { return nil }
        return (high, end)
    }

    /// Three or more numbers with hyphens between them, read one after another.
    private func chain(_ start: Int) -> Match? {
        var parts: [String] = []
        var index = start
        while text[index].isDigit, parts.count < 32 {
            let end = text.digitsEnd(index)
            let number = Numeral(text.bytes[index..<end])
            parts.append(
                number.isCode
                    ? words.digits(number.whole) : words.cardinal(number, gender: .masculine))
            index = end
            guard text[end] == 0x2D, text[end + 1].isDigit else { break }
            index = end + 1
        }
        guard parts.count >= 3, isFree(after: index) else { return nil }
        return Match(end: index, words: parts.joined(separator: hasSpaces ? ", " : "、"))
    }

    /// `1st`, `2º`, `3e`.
    private func ordinal(_ number: Numeral, _ start: Int, _ end: Int) -> Match? {
        guard number.fraction.isEmpty, !number.isNegative else { return nil }
        let mark = text[end] == 0x2E && text.scalar(at: end + 1).value > 0x7F ? end + 1 : end
        switch text.scalar(at: mark) {
        case (0xBA, let length) where lexicon.hasOrdinalMarks && isFree(after: mark + length):
            return Match(
                end: mark + length, words: words.ordinal(number.whole, gender: .masculine))
        case (0xAA, let length) where lexicon.hasOrdinalMarks:
            return Match(
                end: mark + length, words: words.ordinal(number.whole, gender: .feminine))
        case (0xB0, let length)
        where language.primary == "it" && text[mark + length] == 0x20
            && text[mark + length + 1].isLower:
            // Italian writes the sign of degrees for it: 1° maggio.
            return Match(
                end: mark + length, words: words.ordinal(number.whole, gender: .masculine))
        default: break
        }
        let suffix = text.string(end..<min(text.wordEnd(end), end + 8))
        guard !suffix.isEmpty, let gender = lexicon.ordinalSuffixes[suffix.lowercased()],
            isFree(after: end + suffix.utf8.count)
        else { return nil }
        return Match(
            end: end + suffix.utf8.count, words: words.ordinal(number.whole, gender: gender))
    }

    /// `1/2 xícara` is "meia xícara": a half of a noun takes its gender.
    private func portugueseHalf(_ over: Numeral, _ under: Numeral, _ end: Int) -> String? {
        guard language.primary == "pt", over.integer == 1, under.integer == 2, text[end] == 0x20
        else { return nil }
        let noun = text.string(text.wordAfter(end))
        guard noun.utf8.count > 3, noun.first?.isLowercase == true else { return nil }
        return words.gender(before: noun) == .feminine ? "meia" : "meio"
    }

    /// `3/4`, `1 3/4`, `½`, `1½`.
    private func fraction(_ number: Numeral, _ start: Int, _ end: Int) -> Match? {
        guard number.fraction.isEmpty else { return nil }
        if let (over, under, length) = vulgarFraction(at: skipSpace(end)) {
            return Match(
                end: skipSpace(end) + length,
                words: words.fraction(whole: number, over: over, under: under))
        }
        if let (under, stop) = slashNumber(end) {
            // Names rather than fractions: 24/7 and, in English, 9/11.
            let isName =
                number.whole == [0x32, 0x34] && under.whole == [0x37]
                || number.whole == [0x39] && under.whole == [0x31, 0x31] && lexicon.hasMonthNames
            if isName {
                return Match(
                    end: stop,
                    words: words.cardinal(number, gender: .masculine) + (hasSpaces ? " " : "")
                        + words.cardinal(under, gender: .masculine))
            }
            return Match(
                end: stop,
                words: portugueseHalf(number, under, stop)
                    ?? words.fraction(whole: nil, over: number, under: under))
        }
        // A mixed number: a space, then a proper fraction of small numbers.
        guard text[end] == 0x20, text[end + 1].isDigit else { return nil }
        let overEnd = text.digitsEnd(end + 1)
        guard overEnd - end <= 3, let (under, stop) = slashNumber(overEnd),
            let over = text.value(end + 1..<overEnd), let bottom = under.integer, over < bottom,
            bottom <= 64, !number.isCode
        else { return nil }
        return Match(
            end: stop, words: words.fraction(whole: number, over: Numeral(over), under: under))
    }

    private func slashNumber(_ end: Int) -> (under: Numeral, end: Int)? {
        let mark = text.scalar(at: end)
        guard mark.value == 0x2F || mark.value == 0x2044, text[end + mark.length].isDigit else {
            return nil
        }
        let stop = text.digitsEnd(end + mark.length)
        guard isFree(after: stop), text[stop] != 0x2F,
            !(text[stop] == 0x2E && text[stop + 1].isDigit)
        else { return nil }
        return (Numeral(text.bytes[end + mark.length..<stop]), stop)
    }

    /// A fraction that is one character.
    func vulgarFraction(at index: Int) -> (over: Numeral, under: Numeral, length: Int)? {
        guard text[index] >= 0xC2 else { return nil }
        let (value, length) = text.scalar(at: index)
        let parts: (Int, Int)? =
            switch value {
            case 0xBC: (1, 4)
            case 0xBD: (1, 2)
            case 0xBE: (3, 4)
            case 0x2150: (1, 7)
            case 0x2151: (1, 9)
            case 0x2152: (1, 10)
            case 0x2153: (1, 3)
            case 0x2154: (2, 3)
            case 0x2155...0x2158: (Int(value) - 0x2154, 5)
            case 0x2159: (1, 6)
            case 0x215A: (5, 6)
            case 0x215B...0x215E: ((Int(value) - 0x215B) * 2 + 1, 8)
            default: nil
            }
        return parts.map { (Numeral($0.0), Numeral($0.1), length) }
    }

    /// `1e10`, `10^6`, `10⁶`.
    private func exponent(_ number: Numeral, _ end: Int) -> Match? {
        if text[end] | 0x20 == 0x65 {
            var start = end + 1
            let isNegative = text[start] == 0x2D
            if isNegative || text[start] == 0x2B { start += 1 }
            let stop = text.digitsEnd(start)
            guard stop > start, isFree(after: stop) else { return nil }
            var power = Numeral(text.bytes[start..<stop])
            power.isNegative = isNegative
            return Match(end: stop, words: words.scientific(number, exponent: power))
        }
        guard let (power, stop) = powerMark(at: end) else { return nil }
        return Match(
            end: stop,
            words: words.cardinal(number, gender: .masculine) + (hasSpaces ? " " : "")
                + words.power(power))
    }

    /// `^6`, `⁶`, `²`.
    func powerMark(at index: Int) -> (power: Numeral, end: Int)? {
        if text[index] == 0x5E {
            var start = index + 1
            let isNegative = text[start] == 0x2D
            if isNegative { start += 1 }
            let stop = text.digitsEnd(start)
            guard stop > start else { return nil }
            var power = Numeral(text.bytes[start..<stop])
            power.isNegative = isNegative
            return (power, stop)
        }
        var digits: [UInt8] = []
        var end = index
        while text[end] >= 0xC2, digits.count < 18 {
            let (value, length) = text.scalar(at: end)
            switch value {
            case 0xB2, 0xB3: digits.append(UInt8(value - 0xB2) + 0x32)
            case 0xB9: digits.append(0x31)
            case 0x2070, 0x2074...0x2079: digits.append(UInt8(value - 0x2070) + 0x30)
            default: return digits.isEmpty ? nil : (Numeral(digits), end)
            }
            end += length
        }
        return digits.isEmpty ? nil : (Numeral(digits), end)
    }

    /// Percent, currency or unit behind an amount.
    func measured(_ amount: Amount, at end: Int) -> Match? {
        let mark = skipSpace(end)
        let (value, length) = text.scalar(at: mark)
        if value == 0x25 || value == 0xFF05 || value == 0x66A {
            // Both ends of a range may have the sign: 5%-10%.
            if amount.high == nil, let next = rangeMark(at: mark + length), text[next].isDigit,
                let (high, highEnd) = numeral(at: next), text[highEnd] == 0x25
            {
                return Match(
                    end: highEnd + 1,
                    words: words.percent(Amount(amount.low, to: high), perMille: false))
            }
            return Match(end: mark + length, words: words.percent(amount, perMille: false))
        }
        if value == 0x2030 {
            return Match(end: mark + length, words: words.percent(amount, perMille: true))
        }
        return moneyAfter(amount, at: end) ?? unit(of: amount, at: end)
    }

    /// Whether what stands before says that the digits are a code.
    private func isCode(_ number: Numeral, before start: Int) -> Bool {
        guard number.fraction.isEmpty, !number.isGrouped, (3...12).contains(number.whole.count)
        else { return false }
        let word = text.string(text.wordBefore(start)).lowercased()
        return lexicon.codeWords.contains(word)
    }
}
