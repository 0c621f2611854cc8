/// English words for figures and symbols.
struct EnglishVerbalizer: Verbalizer {
    let style: WritingStyle
    /// Whether "and" stands before tens, as in Britain.
    private let and: Bool

    init(_ language: Language) {
        style = WritingStyle(language)
        and = style.dateOrder == .dayFirst
    }

    func cardinal(_ number: Numeral, gender: GrammaticalGender = .masculine) -> String {
        let sign = number.isNegative ? "minus " : ""
        var words: String
        if number.isCode, number.fraction.isEmpty || number.whole.count > 1 {
            words = digits(number.whole)
        } else if let value = Numeral(number.whole).integer {
            words = EnglishNumbers.cardinal(value, and: and)
        } else {
            words = digits(number.whole)
        }
        if !number.fraction.isEmpty { words += " point " + digits(number.fraction) }
        return sign + words
    }

    func ordinal(_ digits: [UInt8], gender: GrammaticalGender = .masculine) -> String {
        let number = Numeral(digits)
        guard digits.count <= Numeral.longestQuantity, let value = number.integer else {
            return self.digits(digits)
        }
        return EnglishNumbers.ordinal(value, and: and)
    }

    func digits(_ digits: some Sequence<UInt8>) -> String {
        digits.lazy.map { EnglishNumbers.small[Int($0 &- 0x30) % 10] }.joined(separator: " ")
    }

    func year(_ year: Int) -> String { EnglishNumbers.year(year) }

    func range(_ low: String, _ high: String) -> String { low + " to " + high }

    func fraction(whole: Numeral?, over: Numeral, under: Numeral) -> String {
        let first = whole.map { cardinal($0) + " and " } ?? ""
        guard let top = over.integer, let bottom = under.integer, (2...1000).contains(bottom),
            (1..<bottom).contains(abs(top))
        else { return first + cardinal(over) + " over " + cardinal(under) }
        if whole != nil, top == 1 {
            let share = EnglishNumbers.denominator(bottom, isPlural: false)
            return first + (share == "eighth" ? "an " : bottom == 11 ? "an " : "a ") + share
        }
        return first + cardinal(over) + " "
            + EnglishNumbers.denominator(bottom, isPlural: abs(top) != 1)
    }

    func money(_ amount: Amount, _ currency: Currency, scale: NumberScale?) -> String {
        let names = EnglishWords.currency(currency.code)
        if let scale {
            return self.amount(amount) + " " + scale.rawValue + " " + names.many
        }
        let low = amount.low
        if amount.high == nil, low.fraction.count == 2, let cents = names.cents,
            let share = Numeral(low.fraction).integer
        {
            let part = EnglishNumbers.cardinal(share) + " " + (share == 1 ? cents.one : cents.many)
            let sign = low.isNegative ? "minus " : ""
            let whole = Numeral(low.whole)
            if share == 0 {
                return sign + cardinal(whole) + " " + (whole.isOne ? names.one : names.many)
            }
            if whole.integer == 0 { return sign + part }
            return sign + cardinal(whole) + " " + (whole.isOne ? names.one : names.many)
                + " and " + part
        }
        return self.amount(amount) + " " + (amount.isOne ? names.one : names.many)
    }

    func percent(_ amount: Amount, perMille: Bool) -> String {
        self.amount(amount) + (perMille ? " per thousand" : " percent")
    }

    func quantity(_ amount: Amount, _ unit: MeasureUnit, per: MeasureUnit?) -> String? {
        guard let name = EnglishWords.unit(unit.id, isPlural: !amount.isOne) else { return nil }
        var words = self.amount(amount) + " " + name
        if let per, let under = EnglishWords.unit(per.id, isPlural: false) {
            words += " per " + under
        }
        return words
    }

    func time(_ time: ClockTime) -> String {
        let half = time.half.map { $0 == .morning ? " A M" : " P M" } ?? ""
        let hour = EnglishNumbers.cardinal(time.hour)
        var words: String
        switch time.minute {
        case nil: words = hour
        case 0 where time.half != nil: words = hour
        case 0 where time.second == nil:
            if time.hour == 0 { return "midnight" }
            words = hour + (time.hour <= 12 ? " o'clock" : " hundred")
        case .some(let minute):
            words = hour + (minute < 10 ? " oh " : " ") + EnglishNumbers.cardinal(minute)
            if minute == 0 { words = hour + " hundred" }
        }
        if let second = time.second, second > 0 {
            words +=
                " and " + EnglishNumbers.cardinal(second) + (second == 1 ? " second" : " seconds")
        }
        return words + half
    }

    func date(_ date: CalendarDate) -> String {
        let month = EnglishWords.months[(date.month - 1) % 12]
        let year = date.year.map { ", " + EnglishNumbers.year($0) } ?? ""
        guard let day = date.day else {
            return month + (date.year.map { " " + self.year($0) } ?? "")
        }
        let dayWords = EnglishNumbers.ordinal(day)
        return
            (style.dateOrder == .monthFirst
            ? month + " " + dayWords : "the " + dayWords + " of " + month) + year
    }

    func telephone(_ groups: [[UInt8]], isInternational: Bool) -> String {
        (isInternational ? "plus " : "") + groups.map { digits($0) }.joined(separator: ", ")
    }

    func scientific(_ mantissa: Numeral, exponent: Numeral) -> String {
        cardinal(mantissa) + " times ten to the power of " + cardinal(exponent)
    }

    func power(_ exponent: Numeral) -> String {
        switch exponent.integer {
        case 2: "squared"
        case 3: "cubed"
        default: "to the power of " + cardinal(exponent)
        }
    }

    func letters(_ letters: [UInt8]) -> String {
        letters.lazy.map { String(UnicodeScalar($0)) }.joined(separator: " ")
    }

    func symbol(_ symbol: Symbol) -> String? { EnglishWords.symbols[symbol] }

    func roman(_ value: Int, isRuler: Bool) -> String {
        isRuler ? "the " + EnglishNumbers.ordinal(value) : EnglishNumbers.cardinal(value)
    }
}
