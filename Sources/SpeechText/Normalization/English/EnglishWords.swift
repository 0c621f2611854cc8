/// The English names of units, currencies, months and symbols.
enum EnglishWords {
    static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September",
        "October", "November", "December",
    ]

    /// The month that a name or its abbreviation stands for, 1...12.
    static let monthNumbers: [String: Int] = {
        var table: [String: Int] = [:]
        for (index, month) in months.enumerated() {
            table[month] = index + 1
            table[String(month.prefix(3))] = index + 1
        }
        table["Sept"] = 9
        return table
    }()

    static let symbols: [Symbol: String] = [
        .and: "and", .plus: "plus", .minus: "minus", .equals: "equals", .at: "at",
        .number: "number", .hashtag: "hashtag", .times: "times", .by: "by",
        .dividedBy: "divided by", .per: "per", .slash: "slash", .backslash: "backslash",
        .about: "about", .lessThan: "less than", .greaterThan: "greater than",
        .atMost: "at most", .atLeast: "at least", .notEqual: "is not equal to",
        .plusOrMinus: "plus or minus", .section: "section", .paragraph: "paragraph",
        .copyright: "copyright", .degrees: "degrees", .to: "to", .dot: "dot", .dash: "dash",
        .underscore: "underscore", .colon: "colon", .questionMark: "question mark",
        .percent: "percent", .hash: "hash", .tilde: "tilde", .infinity: "infinity",
        .squareRoot: "square root of", .squared: "squared", .cubed: "cubed", .pi: "pi",
        .version: "version", .ohm: "ohms", .star: "star",
    ]

    struct CurrencyNames {
        var one: String
        var many: String
        var cents: (one: String, many: String)?
    }

    static func currency(_ code: String) -> CurrencyNames {
        let cent = (one: "cent", many: "cents")
        func dollar(_ kind: String) -> CurrencyNames {
            CurrencyNames(one: kind + "dollar", many: kind + "dollars", cents: cent)
        }
        return switch code {
        case "USD": dollar("")
        case "US$": dollar("U S ")
        case "AUD": dollar("Australian ")
        case "CAD": dollar("Canadian ")
        case "HKD": dollar("Hong Kong ")
        case "TWD": dollar("Taiwan ")
        case "SGD": dollar("Singapore ")
        case "NZD": dollar("New Zealand ")
        case "EUR": CurrencyNames(one: "euro", many: "euros", cents: cent)
        case "GBP":
            CurrencyNames(one: "pound", many: "pounds", cents: (one: "penny", many: "pence"))
        case "JPY": CurrencyNames(one: "yen", many: "yen")
        case "CNY": CurrencyNames(one: "yuan", many: "yuan")
        case "INR":
            CurrencyNames(one: "rupee", many: "rupees", cents: (one: "paisa", many: "paise"))
        case "KRW": CurrencyNames(one: "won", many: "won")
        case "RUB":
            CurrencyNames(one: "ruble", many: "rubles", cents: (one: "kopek", many: "kopeks"))
        case "TRY": CurrencyNames(one: "lira", many: "lira")
        case "UAH": CurrencyNames(one: "hryvnia", many: "hryvnias")
        case "ILS": CurrencyNames(one: "shekel", many: "shekels")
        case "VND": CurrencyNames(one: "dong", many: "dong")
        case "PHP": CurrencyNames(one: "Philippine peso", many: "Philippine pesos")
        case "BTC": CurrencyNames(one: "bitcoin", many: "bitcoin")
        case "BRL":
            CurrencyNames(one: "real", many: "reais", cents: (one: "centavo", many: "centavos"))
        case "CHF": CurrencyNames(one: "Swiss franc", many: "Swiss francs")
        case "MXN":
            CurrencyNames(
                one: "Mexican peso", many: "Mexican pesos",
                cents: (one: "centavo", many: "centavos"))
        case "SEK": CurrencyNames(one: "Swedish krona", many: "Swedish kronor")
        case "NOK": CurrencyNames(one: "Norwegian krone", many: "Norwegian kroner")
        case "DKK": CurrencyNames(one: "Danish krone", many: "Danish kroner")
        case "PLN": CurrencyNames(one: "zloty", many: "zlotys")
        case "CZK": CurrencyNames(one: "Czech koruna", many: "Czech korunas")
        case "THB": CurrencyNames(one: "baht", many: "baht")
        case "ZAR": CurrencyNames(one: "rand", many: "rand")
        case "cent": CurrencyNames(one: "cent", many: "cents")
        default: CurrencyNames(one: code, many: code)
        }
    }

    /// The name of a unit by its CLDR identifier.
    static func unit(_ id: String, isPlural: Bool) -> String? {
        if let irregular = irregularUnits[id] { return isPlural ? irregular.many : irregular.one }
        for (mark, word) in [("square-", "square "), ("cubic-", "cubic ")] where id.hasPrefix(mark)
        {
            return unit(String(id.dropFirst(mark.count)), isPlural: isPlural).map { word + $0 }
        }
        if let per = id.firstRange(of: "-per-") {
            guard let top = unit(String(id[..<per.lowerBound]), isPlural: isPlural),
                let bottom = unit(String(id[per.upperBound...]), isPlural: false)
            else { return nil }
            return top + " per " + bottom
        }
        let name = id.split(separator: "-").joined(separator: " ")
        return isPlural ? name + "s" : name
    }

    private static let irregularUnits: [String: (one: String, many: String)] = [
        "foot": ("foot", "feet"), "inch": ("inch", "inches"),
        "celsius": ("degree Celsius", "degrees Celsius"),
        "fahrenheit": ("degree Fahrenheit", "degrees Fahrenheit"),
        "hertz": ("hertz", "hertz"), "kilohertz": ("kilohertz", "kilohertz"),
        "megahertz": ("megahertz", "megahertz"), "gigahertz": ("gigahertz", "gigahertz"),
        "terahertz": ("terahertz", "terahertz"), "lux": ("lux", "lux"),
        "part-per-million": ("part per million", "parts per million"),
        "psi": ("P S I", "P S I"), "tonne": ("ton", "tons"),
        "ampere": ("amp", "amps"), "milliampere": ("milliamp", "milliamps"),
        "kelvin": ("kelvin", "kelvins"),
    ]
}
