/// Words for the languages without a verbaliser of their own: numbers from ICU's
/// rule-based formats, units, currencies and months from CLDR.
struct RuleBasedVerbalizer: Verbalizer {
    let style: WritingStyle
    private let words: NumberWords
    private let connecting: ConnectingWords?
    private let locale: String
    private let primary: String

    /// nil where ICU has no number words for the language.
    init?(_ language: Language) {
        guard let words = NumberWords.of(language) else { return nil }
        self.words = words
        style = WritingStyle(language)
        connecting = ConnectingWords.of(language)
        locale = language.tag.split(separator: "-").joined(separator: "_")
        primary = language.primary
    }

    private static let cardinals: [GrammaticalGender: [String]] = [
        .masculine: [
            "%spellout-cardinal-masculine", "%spellout-cardinal", "%spellout-cardinal-reale",
            "%spellout-cardinal-sinokorean", "%spellout-numbering",
        ],
        .feminine: ["%spellout-cardinal-feminine", "%spellout-cardinal", "%spellout-numbering"],
        .neuter: ["%spellout-cardinal-neuter", "%spellout-cardinal", "%spellout-numbering"],
    ]
    private static let ordinals: [GrammaticalGender: [String]] = [
        .masculine: [
            "%spellout-ordinal-masculine", "%spellout-ordinal", "%spellout-ordinal-reale",
            "%spellout-ordinal-native", "%spellout-numbering",
        ],
        .feminine: ["%spellout-ordinal-feminine", "%spellout-ordinal", "%spellout-numbering"],
        .neuter: ["%spellout-ordinal-neuter", "%spellout-ordinal-n", "%spellout-ordinal"],
    ]

    func cardinal(_ number: Numeral, gender: GrammaticalGender = .masculine) -> String {
        if number.isCode, number.whole.count > 1 || number.fraction.count > 12 {
            return coded(number)
        }
        var plain = number
        plain.isNegative = false
        // A number that counts nothing takes the form for counting.
        let rules =
            gender == .masculine && primary != "ko"
            ? ["%spellout-numbering"] : Self.cardinals[gender] ?? []
        guard number.fraction.count <= 12, let said = words.spell(plain.decimalText, by: rules)
        else { return coded(number) }
        return signed(said, number.isNegative)
    }

    private func signed(_ said: String, _ isNegative: Bool) -> String {
        guard isNegative else { return said }
        if let minus = connecting?.minus { return minus + " " + said }
        // ICU has the word; a number shows it.
        guard let one = words.spell("1"), let less = words.spell("-1"), less.hasSuffix(one) else {
            return said
        }
        return less.dropLast(one.count) + said
    }

    private func coded(_ number: Numeral) -> String {
        var said = digits(number.whole)
        if !number.fraction.isEmpty {
            said += " " + (connecting?.dot ?? ",") + " " + digits(number.fraction)
        }
        return signed(said, number.isNegative)
    }

    func ordinal(_ digits: [UInt8], gender: GrammaticalGender = .masculine) -> String {
        guard digits.count <= 9, let value = Numeral(digits).integer,
            let said = words.spell(String(value), by: Self.ordinals[gender] ?? [])
        else { return self.digits(digits) }
        return said
    }

    func digits(_ digits: some Sequence<UInt8>) -> String {
        let names = (0...9).map { words.spell(String($0)) ?? String($0) }
        return digits.lazy.map { names[Int($0 &- 0x30) % 10] }.joined(separator: " ")
    }

    func year(_ year: Int) -> String {
        words.spell(String(year), by: ["%spellout-numbering-year"]) ?? digits(String(year).utf8)
    }

    func range(_ low: String, _ high: String) -> String {
        guard let to = connecting?.to else { return low + " – " + high }
        return low + " " + to + " " + high
    }

    func fraction(whole: Numeral?, over: Numeral, under: Numeral) -> String {
        let first = whole.map { cardinal($0) + " " + (connecting.map { $0.and + " " } ?? "") } ?? ""
        if primary == "ko" { return first + cardinal(under) + "분의 " + cardinal(over) }
        return first + cardinal(over) + " " + (connecting?.over ?? "/") + " " + cardinal(under)
    }

    /// A number within the words that CLDR puts beside it.
    private func counted(_ amount: Amount, _ skeleton: String, scale: String = "") -> String? {
        let counting = amount.high ?? amount.low
        guard
            let pattern = ICULocaleNames.pattern(skeleton, number: counting, locale: locale)
        else { return nil }
        return pattern.before + said(amount) + scale + pattern.after
    }

    /// An amount that counts a noun; one takes the form before masculine nouns,
    /// which most units are.
    private func said(_ amount: Amount) -> String {
        if amount.high == nil, amount.low.fraction.isEmpty, !amount.low.isCode,
            !amount.low.isNegative,
            let form = words.spell(amount.low.decimalText, by: Self.cardinals[.masculine] ?? [])
        {
            return form
        }
        return self.amount(amount)
    }

    func money(_ amount: Amount, _ currency: Currency, scale: NumberScale?) -> String {
        let code = currency.code == "US$" ? "USD" : currency.code
        let plain = self.amount(amount)
        guard currency.code.utf8.count == 3 else { return plain }
        if scale == nil, amount.high == nil, amount.low.fraction.count == 2,
            let share = Numeral(amount.low.fraction).integer
        {
            var whole = Numeral(amount.low.whole)
            whole.isNegative = amount.low.isNegative
            guard let main = counted(Amount(whole), "currency/" + code) else { return plain }
            return share == 0 ? main : main + " " + cardinal(Numeral(share))
        }
        var multiple = ""
        if let scale {
            let zeros =
                switch scale {
                case .thousand: "000"
                case .million: "000000"
                case .billion: "000000000"
                case .trillion: "000000000000"
                }
            if let one = words.spell("1" + zeros) {
                multiple = " " + (one.split(separator: " ").last.map(String.init) ?? one)
            }
        }
        return counted(amount, "currency/" + code, scale: multiple) ?? plain + " " + code
    }

    func percent(_ amount: Amount, perMille: Bool) -> String {
        if !perMille, let said = counted(amount, "unit/percent") { return said }
        if perMille, let said = counted(amount, "unit/permille") { return said }
        guard !perMille, let word = connecting?.percent else {
            return self.amount(amount) + (perMille ? " ‰" : " %")
        }
        return self.amount(amount) + " " + word
    }

    func quantity(_ amount: Amount, _ unit: MeasureUnit, per: MeasureUnit?) -> String? {
        if unit.id == "tonne" { return counted(amount, "unit/metric-ton") }
        let id = per.map { unit.id + "-per-" + $0.id } ?? unit.id
        return counted(amount, "unit/" + id)
    }

    func time(_ time: ClockTime) -> String {
        let hour = cardinal(Numeral(time.hour), gender: .feminine)
        var said = hour
        if let word = connecting?.hour, !word.isEmpty,
            word == "Uhr" || word == "heures" || word == "uur"
                || word == "óra" || word == "시" || word == "giờ"
        {
            said +=
                (primary == "ko" ? "" : " ") + (word == "heures" && time.hour == 1 ? "heure" : word)
            if let minute = time.minute, minute > 0 { said += " " + cardinal(Numeral(minute)) }
            if primary == "ko", let minute = time.minute, minute > 0 { said += "분" }
        } else if let minute = time.minute, minute > 0 {
            let joint = connecting?.hour ?? ""
            said += (joint.isEmpty ? " " : " " + joint + " ") + cardinal(Numeral(minute))
        }
        if let second = time.second, second > 0 { said += " " + cardinal(Numeral(second)) }
        return said
    }

    func date(_ date: CalendarDate) -> String {
        let month =
            ICULocaleNames.month(date.month, locale: locale) ?? cardinal(Numeral(date.month))
        let of = connecting.map { $0.of.isEmpty ? " " : " " + $0.of + " " } ?? " "
        let year = date.year.map { of + self.year($0) } ?? ""
        guard let day = date.day else { return month + year }
        if primary == "ko" {
            return (date.year.map { cardinal(Numeral($0)) + "년 " } ?? "")
                + cardinal(Numeral(date.month)) + "월 " + cardinal(Numeral(day)) + "일"
        }
        return self.day(day) + of + month + year
    }

    private func day(_ day: Int) -> String {
        let digits = Array(String(day).utf8)
        switch primary {
        case "de": return words.spell(String(day), by: ["%spellout-ordinal-n"]) ?? ordinal(digits)
        case "fr", "it", "ca": return day == 1 ? ordinal(digits) : cardinal(Numeral(day))
        case "ru", "uk", "cs", "fi", "sv", "da", "nb":
            return words.spell(String(day), by: ["%spellout-ordinal-neuter", "%spellout-ordinal"])
                ?? cardinal(Numeral(day))
        default: return cardinal(Numeral(day))
        }
    }

    func telephone(_ groups: [[UInt8]], isInternational: Bool) -> String {
        (isInternational ? (connecting.map { $0.plus + " " } ?? "+") : "")
            + groups.map { digits($0) }.joined(separator: ", ")
    }

    func scientific(_ mantissa: Numeral, exponent: Numeral) -> String {
        cardinal(mantissa) + " " + (connecting?.times ?? "×") + " " + cardinal(Numeral(10)) + " ^ "
            + cardinal(exponent)
    }

    func power(_ exponent: Numeral) -> String { "^ " + cardinal(exponent) }

    func letters(_ letters: [UInt8]) -> String {
        letters.lazy.map { String(UnicodeScalar($0)) }.joined(separator: " ")
    }

    func symbol(_ symbol: Symbol) -> String? {
        guard let connecting else { return nil }
        return switch symbol {
        case .and: connecting.and
        case .plus: connecting.plus
        case .minus: connecting.minus
        case .equals: connecting.equals
        case .at: connecting.at
        case .number: connecting.number
        case .times, .by: connecting.times
        case .dividedBy: connecting.over
        case .slash: connecting.slash
        case .dot: connecting.dot
        case .to: connecting.to
        case .percent: connecting.percent
        case .hashtag: "hashtag"
        default: nil
        }
    }

    func roman(_ value: Int, isRuler: Bool) -> String { cardinal(Numeral(value)) }
}
