/// Mandarin words for figures and symbols.
struct ChineseVerbalizer: Verbalizer {
    let style: WritingStyle
    private let isTraditional: Bool

    init(_ language: Language) {
        style = WritingStyle(language)
        isTraditional = ChineseNumbers.isTraditional(language)
    }

    private func written(_ text: String) -> String {
        isTraditional ? ChineseNumbers.traditional(text) : text
    }

    func cardinal(_ number: Numeral, gender: GrammaticalGender = .masculine) -> String {
        var said: String
        if number.isCode, number.whole.count > 1 {
            said = ChineseNumbers.spelt(number.whole)
        } else {
            said = Numeral(number.whole).integer.map(ChineseNumbers.cardinal) ?? ""
        }
        if number.isNegative { said = "负" + said }
        if !number.fraction.isEmpty { said += "点" + ChineseNumbers.spelt(number.fraction) }
        return written(said)
    }

    func ordinal(_ digits: [UInt8], gender: GrammaticalGender = .masculine) -> String {
        cardinal(Numeral(digits))
    }

    func digits(_ digits: some Sequence<UInt8>) -> String { ChineseNumbers.spelt(digits) }

    func year(_ year: Int) -> String { ChineseNumbers.spelt(String(year).utf8) }

    func range(_ low: String, _ high: String) -> String { low + "到" + high }

    func ratio(_ left: String, _ right: String) -> String { left + "比" + right }

    func fraction(whole: Numeral?, over: Numeral, under: Numeral) -> String {
        (whole.map { cardinal($0) + "又" } ?? "") + cardinal(under) + "分之" + cardinal(over)
    }

    func money(_ amount: Amount, _ currency: Currency, scale: NumberScale?) -> String {
        let name = written(ChineseWords.currency(currency.code))
        if amount == Amount(Numeral(0)), scale == .thousand { return name }
        if let scale, amount.high == nil, let value = multiplied(amount.low, scale) {
            return written(ChineseNumbers.cardinal(value)) + name
        }
        return coins(amount, currency, name) ?? (counted(amount) + name)
    }

    /// Two decimals of a yuan are tenths (角) and hundredths (分): 20.50 元 is 二十元五角,
    /// 3.05 元 三元零五分.
    private func coins(_ amount: Amount, _ currency: Currency, _ name: String) -> String? {
        let low = amount.low
        guard currency.code == "CNY", amount.high == nil, low.fraction.count == 2 else {
            return nil
        }
        let (tenths, hundredths) = (Int(low.fraction[0]) - 0x30, Int(low.fraction[1]) - 0x30)
        var whole = Numeral(low.whole)
        whole.isNegative = low.isNegative
        let hasWhole = whole.integer != 0 || tenths + hundredths == 0
        var said = hasWhole ? counted(Amount(whole)) + name : written(low.isNegative ? "负" : "")
        if tenths > 0 { said += ChineseNumbers.cardinal(tenths) + "角" }
        if hundredths > 0 {
            said += (tenths == 0 && hasWhole ? "零" : "")
            said += ChineseNumbers.cardinal(hundredths) + "分"
        }
        return said
    }

    private func multiplied(_ number: Numeral, _ scale: NumberScale) -> Int? {
        let zeros =
            switch scale {
            case .thousand: 3
            case .million: 6
            case .billion: 9
            case .trillion: 12
            }
        guard number.fraction.count <= zeros, number.whole.count + zeros <= 18 else { return nil }
        var all = Numeral(
            number.whole + number.fraction
                + [UInt8](repeating: 0x30, count: zeros - number.fraction.count))
        all.isNegative = number.isNegative
        return all.integer
    }

    /// An amount of something counted, where two is 两.
    private func counted(_ amount: Amount) -> String {
        guard amount.high == nil, amount.low == Numeral(2) else { return self.amount(amount) }
        return ChineseNumbers.liang(isTraditional: isTraditional)
    }

    func percent(_ amount: Amount, perMille: Bool) -> String {
        let share = perMille ? "千分之" : "百分之"
        guard let high = amount.high else {
            guard amount.low.isNegative else { return share + cardinal(amount.low) }
            var number = amount.low
            number.isNegative = false
            return written("负") + share + cardinal(number)
        }
        return range(share + cardinal(amount.low), share + cardinal(high))
    }

    func quantity(_ amount: Amount, _ unit: MeasureUnit, per: MeasureUnit?) -> String? {
        if unit.id == "celsius" || unit.id == "fahrenheit" {
            let name = written(unit.id == "celsius" ? "摄氏度" : "华氏度")
            guard amount.high == nil, amount.low.isNegative else { return counted(amount) + name }
            var number = amount.low
            number.isNegative = false
            return "零下" + cardinal(number) + name
        }
        guard let name = ChineseWords.unit(unit.id) else { return nil }
        if let (top, bottom) = rate(unit, per) {
            return written("每" + bottom) + counted(amount) + written(top)
        }
        return counted(amount) + written(name)
    }

    /// The two sides of a rate: 每小时 … 公里.
    private func rate(_ unit: MeasureUnit, _ per: MeasureUnit?) -> (top: String, bottom: String)? {
        if let per {
            guard let top = ChineseWords.unit(unit.id), let bottom = ChineseWords.unit(per.id)
            else {
                return nil
            }
            return (top, bottom)
        }
        guard let mark = unit.id.firstRange(of: "-per-"), unit.id != "part-per-million",
            let top = ChineseWords.unit(String(unit.id[..<mark.lowerBound])),
            let bottom = ChineseWords.unit(String(unit.id[mark.upperBound...]))
        else { return nil }
        return (top, bottom)
    }

    func time(_ time: ClockTime) -> String {
        var said = (time.hour == 2 ? "两" : ChineseNumbers.cardinal(time.hour)) + "点"
        if let half = time.half { said = (half == .morning ? "上午" : "下午") + said }
        if let minute = time.minute, minute > 0 || (time.second ?? 0) > 0 {
            said += (minute > 0 && minute < 10 ? "零" : "") + ChineseNumbers.cardinal(minute) + "分"
        }
        if let second = time.second, second > 0 { said += ChineseNumbers.cardinal(second) + "秒" }
        return written(said)
    }

    func date(_ date: CalendarDate) -> String {
        (date.year.map { year($0) + "年" } ?? "") + ChineseNumbers.cardinal(date.month) + "月"
            + (date.day.map { ChineseNumbers.cardinal($0) + "日" } ?? "")
    }

    func telephone(_ groups: [[UInt8]], isInternational: Bool) -> String {
        let groups = groups.count == 1 && groups[0].count == 11 ? divided(groups[0]) : groups
        return (isInternational ? "加" : "")
            + groups.map { ChineseNumbers.spelt($0, isTelephone: true) }.joined(separator: "，")
    }

    /// A mobile number by its usual groups of three, four and four.
    private func divided(_ digits: [UInt8]) -> [[UInt8]] {
        [Array(digits[..<3]), Array(digits[3..<7]), Array(digits[7...])]
    }

    func scientific(_ mantissa: Numeral, exponent: Numeral) -> String {
        cardinal(mantissa) + "乘以十的" + cardinal(exponent) + "次方"
    }

    func power(_ exponent: Numeral) -> String {
        switch exponent.integer {
        case 2: "的平方"
        case 3: "的立方"
        default: "的" + cardinal(exponent) + "次方"
        }
    }

    func letters(_ letters: [UInt8]) -> String {
        letters.lazy.map { String(UnicodeScalar($0)) }.joined(separator: " ")
    }

    func symbol(_ symbol: Symbol) -> String? { ChineseWords.symbols[symbol].map(written) }

    func roman(_ value: Int, isRuler: Bool) -> String { written(ChineseNumbers.cardinal(value)) }
}
