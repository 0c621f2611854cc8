internal import CICU
internal import Synchronization

/// The names that CLDR has for units, currencies and months in a locale.
enum ICULocaleNames {
    /// A name and the words beside the place of its number.
    struct Pattern: Sendable {
        var before: String
        var after: String
    }

    private static let patterns = Mutex<[String: Pattern?]>([:])
    /// Names are few in practice; a text that asks for very many different ones
    /// must not fill the memory.
    private static let mostPatterns = 4096

    /// The words beside a number with a unit or currency: `unit/kilometer`.
    static func pattern(_ skeleton: String, number: Numeral, locale: String) -> Pattern? {
        // The form depends on the number's plural category; below 1000 all
        // categories occur, and so they do with one decimal.
        let whole = number.integer.map { abs($0) } ?? -1
        var sample = "1.5"
        if whole >= 0 { sample = String(whole < 1000 ? whole : 100 + whole % 100) }
        if number.whole == [0x30], !number.fraction.isEmpty { sample = "0.5" }
        let key = locale + " " + skeleton + " " + sample
        if let known = patterns.withLock({ $0[key] }) { return known }
        let found = make(skeleton, sample, locale)
        patterns.withLock {
            if $0.count >= mostPatterns { $0.removeAll() }
            $0[key] = .some(found)
        }
        return found
    }

    private static func make(_ skeleton: String, _ sample: String, _ locale: String) -> Pattern? {
        let decimals = sample.utf8.contains(0x2E) ? " .0" : " precision-integer"
        let text = ICUText.read(capacity: 1024) {
            cicu_number_by_skeleton(
                skeleton + " unit-width-full-name" + decimals, locale + "@numbers=latn", sample,
                $0, $1)
        }
        guard let text else { return nil }
        let bytes = Array(text.utf8)
        guard let first = bytes.firstIndex(where: \.isDigit),
            let last = bytes.lastIndex(where: \.isDigit)
        else { return nil }
        let marks = bytes[..<first] + bytes[(last + 1)...]
        guard marks.contains(where: { $0.isLetter || $0 >= 0xC3 }) else { return nil }
        return Pattern(
            before: String(decoding: bytes[..<first], as: UTF8.self),
            after: String(decoding: bytes[(last + 1)...], as: UTF8.self))
    }

    /// A currency's name, as counted by one or by many.
    static func currency(_ code: String, isOne: Bool, locale: String) -> String {
        let pattern = pattern(
            "currency/" + code, number: Numeral(isOne ? 1 : 10), locale: locale)
        let name = pattern.map { $0.before + $0.after } ?? code
        return String(name.drop { $0 == " " || $0 == "\u{A0}" })
    }

    /// A month's name as it stands in dates, 1...12.
    static func month(_ month: Int, locale: String) -> String? {
        ICUText.read(capacity: 256) { cicu_month_name(locale, Int32(month), $0, $1) }
    }
}
