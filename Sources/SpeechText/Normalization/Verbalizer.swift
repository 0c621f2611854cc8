/// The words of one language for what is written in figures and symbols.
///
/// Each recogniser understands one kind of writing and asks these for its words;
/// nil means that the language has none, and the writing stays.
protocol Verbalizer: Sendable {
    /// How the language writes numbers and dates.
    var style: WritingStyle { get }

    /// A quantity.
    func cardinal(_ number: Numeral, gender: GrammaticalGender) -> String
    /// A place in an order.
    func ordinal(_ digits: [UInt8], gender: GrammaticalGender) -> String
    /// Digits one by one.
    func digits(_ digits: some Sequence<UInt8>) -> String
    /// A year of the common era.
    func year(_ year: Int) -> String
    /// Two numbers or expressions with "to" between them.
    func range(_ low: String, _ high: String) -> String
    /// Two numbers with a colon between them that is no clock's: 3:1.
    func ratio(_ left: String, _ right: String) -> String
    /// A fraction, with or without a whole number before it.
    func fraction(whole: Numeral?, over: Numeral, under: Numeral) -> String
    /// An amount of money; `scale` multiplies it (`million`).
    func money(_ amount: Amount, _ currency: Currency, scale: NumberScale?) -> String
    /// So many hundredths or thousandths.
    func percent(_ amount: Amount, perMille: Bool) -> String
    /// A quantity with its unit; `per` is what stands under the stroke.
    func quantity(_ amount: Amount, _ unit: MeasureUnit, per: MeasureUnit?) -> String?
    /// A time of day.
    func time(_ time: ClockTime) -> String
    /// A date.
    func date(_ date: CalendarDate) -> String
    /// The groups of digits of a telephone number.
    func telephone(_ groups: [[UInt8]], isInternational: Bool) -> String
    /// Mantissa times ten to the power of an exponent.
    func scientific(_ mantissa: Numeral, exponent: Numeral) -> String
    /// A base to a power, without the base: "to the power of six".
    func power(_ exponent: Numeral) -> String
    /// Letters one by one.
    func letters(_ letters: [UInt8]) -> String
    /// A symbol standing somewhere.
    func symbol(_ symbol: Symbol) -> String?
    /// What a Roman numeral is called: a ruler's, or a chapter's.
    func roman(_ value: Int, isRuler: Bool) -> String
    /// The words for a time of day's or quantity's number before a word, whose
    /// gender it may take.
    func gender(before word: String) -> GrammaticalGender
}

extension Verbalizer {
    func gender(before word: String) -> GrammaticalGender { .masculine }

    func ratio(_ left: String, _ right: String) -> String { range(left, right) }

    /// One number or a range of two.
    func amount(_ amount: Amount, gender: GrammaticalGender = .masculine) -> String {
        let low = cardinal(amount.low, gender: gender)
        guard let high = amount.high else { return low }
        return range(low, cardinal(high, gender: gender))
    }
}

/// A sum's multiplier.
enum NumberScale: String, Sendable { case thousand, million, billion, trillion }

/// The symbols that are said.
enum Symbol: Sendable {
    case and, plus, minus, equals, at, number, hashtag, times, by, dividedBy, per, slash, backslash
    case about, lessThan, greaterThan, atMost, atLeast, notEqual, plusOrMinus, section, paragraph
    case copyright, degrees, to, dot, dash, underscore, colon, questionMark, percent, hash, tilde
    case infinity, squareRoot, squared, cubed, pi, version, ohm, star
}
