/// Portuguese words for figures and symbols.
struct PortugueseVerbalizer: Verbalizer {
    let style: WritingStyle
    private let numbers: PortugueseNumbers

    init(_ language: Language) {
        style = WritingStyle(language)
        numbers = PortugueseNumbers(
            isEuropean: ["pt-PT", "pt-AO", "pt-MZ", "pt-CV"].contains(language.tag))
    }

    func cardinal(_ number: Numeral, gender: GrammaticalGender = .masculine) -> String {
        var said: String
        if number.isCode, number.whole.count > 1 {
            said = digits(number.whole)
        } else {
            said =
                Numeral(number.whole).integer.map {
                    numbers.cardinal($0, isFeminine: gender == .feminine)
                } ?? digits(number.whole)
        }
        if !number.fraction.isEmpty { said += " vírgula " + decimals(number.fraction) }
        return (number.isNegative ? "menos " : "") + said
    }

    /// Two digits behind the comma are a number, more are digits.
    private func decimals(_ digits: [UInt8]) -> String {
        guard digits.count <= 2, digits[0] != 0x30, let value = Numeral(digits).integer else {
            return self.digits(digits)
        }
        return numbers.cardinal(value)
    }

    func ordinal(_ digits: [UInt8], gender: GrammaticalGender = .masculine) -> String {
        guard digits.count <= 9, let value = Numeral(digits).integer else {
            return self.digits(digits)
        }
        return numbers.ordinal(value, isFeminine: gender == .feminine)
    }

    func digits(_ digits: some Sequence<UInt8>) -> String { numbers.digits(digits) }

    func year(_ year: Int) -> String { numbers.cardinal(year) }

    func range(_ low: String, _ high: String) -> String { low + " a " + high }

    func fraction(whole: Numeral?, over: Numeral, under: Numeral) -> String {
        let first = whole.map { cardinal($0) + " e " } ?? ""
        guard let top = over.integer, let bottom = under.integer, (2...999).contains(bottom),
            (1..<bottom).contains(top)
        else { return first + cardinal(over) + " sobre " + cardinal(under) }
        if bottom == 2 { return first + (whole == nil ? "um meio" : "meio") }
        let plural = top == 1 ? "" : "s"
        let share: String
        switch bottom {
        case 3: share = "terço" + plural
        case 4...9: share = numbers.ordinal(bottom, isFeminine: false) + plural
        case 10, 100: share = numbers.ordinal(bottom, isFeminine: false) + plural
        default: share = numbers.cardinal(bottom) + " avos"
        }
        return first + cardinal(over) + " " + share
    }

    func money(_ amount: Amount, _ currency: Currency, scale: NumberScale?) -> String {
        let names = PortugueseWords.currency(currency.code)
        if let scale {
            let isOne =
                amount.high == nil
                && (amount.low.integer.map { abs($0) < 2 } ?? (amount.low.whole == [0x31]))
            let multiple =
                switch scale {
                case .thousand: "mil"
                case .million: isOne ? "milhão" : "milhões"
                case .billion: isOne ? "bilhão" : "bilhões"
                case .trillion: isOne ? "trilhão" : "trilhões"
                }
            return self.amount(amount) + " " + multiple + (scale == .thousand ? " " : " de ")
                + names.many
        }
        let low = amount.low
        if amount.high == nil, low.fraction.count == 2, let cents = names.cents,
            let share = Numeral(low.fraction).integer
        {
            var whole = Numeral(low.whole)
            whole.isNegative = low.isNegative
            let part = numbers.cardinal(share) + " " + (share == 1 ? cents.one : cents.many)
            if share > 0, whole.integer == 0 { return part }
            return counted(whole, names) + (share > 0 ? " e " + part : "")
        }
        if amount.high == nil { return counted(low, names) }
        return self.amount(amount, gender: names.gender) + " " + names.many
    }

    private func counted(_ number: Numeral, _ names: PortugueseWords.Currency) -> String {
        let words = cardinal(number, gender: names.gender)
        // "um milhão de reais": a noun of quantity wants its preposition.
        let isRound =
            number.fraction.isEmpty
            && (number.integer.map { abs($0) >= 1_000_000 && $0 % 1_000_000 == 0 } ?? false)
        return words + (isRound ? " de " : " ") + (number.isOne ? names.one : names.many)
    }

    func percent(_ amount: Amount, perMille: Bool) -> String {
        self.amount(amount) + (perMille ? " por mil" : " por cento")
    }

    func quantity(_ amount: Amount, _ unit: MeasureUnit, per: MeasureUnit?) -> String? {
        let isEuropean = numbers.isEuropean
        guard let name = PortugueseWords.unit(unit.id, isPlural: !isSingular(amount), isEuropean)
        else { return nil }
        let gender: GrammaticalGender =
            PortugueseWords.feminineUnits.contains(unit.id) ? .feminine : .masculine
        var said = self.amount(amount, gender: gender) + " " + name
        if let per, let under = PortugueseWords.unit(per.id, isPlural: false, isEuropean) {
            said += " por " + under
        }
        return said
    }

    /// Portuguese counts up to below two in the singular: 1,5 metro.
    private func isSingular(_ amount: Amount) -> Bool {
        amount.high == nil && (amount.low.whole == [0x31] || amount.low.whole == [0x30])
            && !(amount.low.whole == [0x30] && amount.low.fraction.isEmpty)
    }

    func time(_ time: ClockTime) -> String {
        let hour = numbers.cardinal(time.hour, isFeminine: true)
        var said: String
        if let minute = time.minute, minute > 0 {
            said = hour + " e " + numbers.cardinal(minute)
        } else {
            said = hour + (time.hour == 1 ? " hora" : " horas")
        }
        if let second = time.second, second > 0 {
            said += " e " + numbers.cardinal(second) + (second == 1 ? " segundo" : " segundos")
        }
        return said
    }

    func date(_ date: CalendarDate) -> String {
        let month = PortugueseWords.months[(date.month - 1) % 12]
        let year = date.year.map { " de " + numbers.cardinal($0) } ?? ""
        guard let day = date.day else { return month + year }
        return (day == 1 ? "primeiro" : numbers.cardinal(day)) + " de " + month + year
    }

    func telephone(_ groups: [[UInt8]], isInternational: Bool) -> String {
        (isInternational ? "mais " : "") + groups.map { digits($0) }.joined(separator: ", ")
    }

    func scientific(_ mantissa: Numeral, exponent: Numeral) -> String {
        cardinal(mantissa) + " vezes dez elevado a " + cardinal(exponent)
    }

    func power(_ exponent: Numeral) -> String {
        switch exponent.integer {
        case 2: "ao quadrado"
        case 3: "ao cubo"
        default: "elevado a " + cardinal(exponent)
        }
    }

    func letters(_ letters: [UInt8]) -> String {
        letters.lazy.map { String(UnicodeScalar($0)) }.joined(separator: " ")
    }

    func symbol(_ symbol: Symbol) -> String? { PortugueseWords.symbols[symbol] }

    func roman(_ value: Int, isRuler: Bool) -> String {
        isRuler && value <= 10 ? numbers.ordinal(value, isFeminine: false) : numbers.cardinal(value)
    }

    func gender(before word: String) -> GrammaticalGender {
        let word = word.lowercased()
        if PortugueseWords.feminineNouns.contains(word) { return .feminine }
        if PortugueseWords.masculineNouns.contains(word) { return .masculine }
        let endings = ["as", "ã", "ãs", "ções", "sões", "dades", "agens"]
        if endings.contains(where: { word.hasSuffix($0) }) { return .feminine }
        return word.hasSuffix("a") && word.utf8.count > 2 && !word.hasSuffix("ma")
            ? .feminine : .masculine
    }
}
