/// A currency, by its ISO 4217 code.
struct Currency: Equatable, Sendable {
    let code: String

    /// The currency that a symbol stands for in a language.
    static func named(symbol value: UInt32, in language: Language) -> Currency? {
        switch value {
        // A bare dollar sign is also the sign of pesos, but is read as dollars.
        case 0x24: Currency(code: "USD")
        case 0xA3, 0xFFE1: Currency(code: "GBP")
        case 0x20AC: Currency(code: "EUR")
        case 0xA5, 0xFFE5: Currency(code: language.primary == "zh" ? "CNY" : "JPY")
        case 0x20B9: Currency(code: "INR")
        case 0x20A9, 0xFFE6: Currency(code: "KRW")
        case 0x20BD: Currency(code: "RUB")
        case 0x20BA: Currency(code: "TRY")
        case 0x20B4: Currency(code: "UAH")
        case 0x20AA: Currency(code: "ILS")
        case 0x20AB: Currency(code: "VND")
        case 0x20B1: Currency(code: "PHP")
        case 0x20BF: Currency(code: "BTC")
        case 0xA2: Currency(code: "cent")
        default: nil
        }
    }

    /// Letters that stand before or after an amount: `US$`, `R$`, `USD`.
    static let written: [String: String] = [
        "US$": "USD", "R$": "BRL", "A$": "AUD", "AU$": "AUD", "C$": "CAD", "CA$": "CAD",
        "HK$": "HKD", "NT$": "TWD", "S$": "SGD", "NZ$": "NZD", "MX$": "MXN", "CN¥": "CNY",
        "USD": "USD", "EUR": "EUR", "GBP": "GBP", "JPY": "JPY", "CNY": "CNY", "RMB": "CNY",
        "BRL": "BRL", "AUD": "AUD", "CAD": "CAD", "CHF": "CHF", "HKD": "HKD", "TWD": "TWD",
        "INR": "INR", "KRW": "KRW", "RUB": "RUB", "MXN": "MXN", "SEK": "SEK", "NOK": "NOK",
        "DKK": "DKK", "PLN": "PLN", "CZK": "CZK", "TRY": "TRY", "NZD": "NZD", "SGD": "SGD",
        "BTC": "BTC", "ILS": "ILS", "THB": "THB", "ZAR": "ZAR",
    ]
}
