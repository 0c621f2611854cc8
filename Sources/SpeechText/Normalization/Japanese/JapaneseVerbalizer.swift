/// Japanese words for figures and symbols: numerals in Han characters, whose
/// readings a morphological analyser finds with their counters, and kana for what
/// has only one reading.
struct JapaneseVerbalizer: Verbalizer {
    let style: WritingStyle

    init(_ language: Language) { style = WritingStyle(language) }

    func cardinal(_ number: Numeral, gender: GrammaticalGender = .masculine) -> String {
        var said: String
        if number.isCode, number.whole.count > 1 {
            said = digits(number.whole)
        } else {
            said = Numeral(number.whole).integer.map(JapaneseNumbers.cardinal) ?? ""
        }
        if number.isNegative { said = "マイナス" + said }
        if !number.fraction.isEmpty { said += "点" + JapaneseNumbers.fraction(number.fraction) }
        return said
    }

    func ordinal(_ digits: [UInt8], gender: GrammaticalGender = .masculine) -> String {
        cardinal(Numeral(digits))
    }

    func digits(_ digits: some Sequence<UInt8>) -> String { JapaneseNumbers.spelt(digits) }

    func year(_ year: Int) -> String { JapaneseNumbers.cardinal(year) }

    func range(_ low: String, _ high: String) -> String { low + "から" + high }

    func fraction(whole: Numeral?, over: Numeral, under: Numeral) -> String {
        (whole.map { cardinal($0) + "と" } ?? "") + cardinal(under) + "分の" + cardinal(over)
    }

    func money(_ amount: Amount, _ currency: Currency, scale: NumberScale?) -> String {
        let name = JapaneseWords.currency(currency.code)
        if amount == Amount(Numeral(0)), scale == .thousand { return name }
        let low = amount.low
        if amount.high == nil, scale == nil, low.fraction.count == 2, currency.code != "JPY",
            let cent = JapaneseWords.cents[currency.code], let share = Numeral(low.fraction).integer
        {
            var whole = Numeral(low.whole)
            whole.isNegative = low.isNegative
            let main = whole.integer == 0 && share > 0 ? "" : cardinal(whole) + name
            return main + (share > 0 ? JapaneseNumbers.cardinal(share) + cent : "")
        }
        return self.amount(scaled(amount, scale)) + (scaleWord(amount, scale)) + name
    }

    /// Millions are said in myriads where the number allows it.
    private func scaled(_ amount: Amount, _ scale: NumberScale?) -> Amount {
        guard let scale, amount.high == nil else { return amount }
        let zeros =
            switch scale {
            case .thousand: 3
            case .million: 6
            case .billion: 9
            case .trillion: 12
            }
        let low = amount.low
        guard low.fraction.count <= zeros, low.whole.count + zeros <= 18 else { return amount }
        var number = Numeral(
            low.whole + low.fraction + [UInt8](repeating: 0x30, count: zeros - low.fraction.count))
        while number.whole.count > 1, number.whole[0] == 0x30 { number.whole.removeFirst() }
        number.isNegative = low.isNegative
        return Amount(number)
    }

    private func scaleWord(_ amount: Amount, _ scale: NumberScale?) -> String {
        guard let scale, scaled(amount, scale) == amount, amount.low.integer != 0 else { return "" }
        return switch scale {
        case .thousand: "千"
        case .million: "百万"
        case .billion: "十億"
        case .trillion: "兆"
        }
    }

    func percent(_ amount: Amount, perMille: Bool) -> String {
        self.amount(amount) + (perMille ? "パーミル" : "パーセント")
    }

    func quantity(_ amount: Amount, _ unit: MeasureUnit, per: MeasureUnit?) -> String? {
        if unit.id == "celsius" || unit.id == "degree" { return self.amount(amount) + "度" }
        if unit.id == "fahrenheit" { return "華氏" + self.amount(amount) + "度" }
        if unit.id == "kilometer", per?.id == "hour" {
            return "時速" + self.amount(amount) + "キロメートル"
        }
        if unit.id == "meter-per-second" || (unit.id == "meter" && per?.id == "second") {
            return "秒速" + self.amount(amount) + "メートル"
        }
        guard let name = JapaneseWords.unit(unit.id) else { return nil }
        guard let per else { return self.amount(amount) + name }
        guard let under = JapaneseWords.unit(per.id) else { return nil }
        return self.amount(amount) + name + (per.id == "second" ? "毎秒" : "毎" + under)
    }

    func time(_ time: ClockTime) -> String {
        var said = JapaneseNumbers.cardinal(time.hour) + "時"
        if let half = time.half { said = (half == .morning ? "午前" : "午後") + said }
        if let minute = time.minute, minute > 0 || (time.second ?? 0) > 0 {
            said += JapaneseNumbers.cardinal(minute) + "分"
        }
        if let second = time.second, second > 0 {
            said += JapaneseNumbers.cardinal(second) + "秒"
        }
        return said
    }

    func date(_ date: CalendarDate) -> String {
        (date.year.map { JapaneseNumbers.cardinal($0) + "年" } ?? "")
            + JapaneseNumbers.cardinal(date.month) + "月"
            + (date.day.map { JapaneseNumbers.cardinal($0) + "日" } ?? "")
    }

    func telephone(_ groups: [[UInt8]], isInternational: Bool) -> String {
        (isInternational ? "プラス" : "") + groups.map { digits($0) }.joined(separator: "、")
    }

    func scientific(_ mantissa: Numeral, exponent: Numeral) -> String {
        cardinal(mantissa) + "かける十の" + cardinal(exponent) + "乗"
    }

    func power(_ exponent: Numeral) -> String { "の" + cardinal(exponent) + "乗" }

    func letters(_ letters: [UInt8]) -> String {
        letters.lazy.map { JapaneseWords.letters[Int(($0 | 0x20) &- 0x61) % 26] }.joined()
    }

    func symbol(_ symbol: Symbol) -> String? { JapaneseWords.symbols[symbol] }

    func roman(_ value: Int, isRuler: Bool) -> String { JapaneseNumbers.cardinal(value) }
}
