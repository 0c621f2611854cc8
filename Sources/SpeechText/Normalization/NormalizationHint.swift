/// How a part of a text is to be read, as SSML `say-as` names it.
public enum SayAs: String, Sendable, Codable, CaseIterable {
    /// A quantity: `12` is twelve.
    case cardinal
    /// A place in an order: `12` is twelfth.
    case ordinal
    /// Digit by digit.
    case digits
    /// Letter by letter.
    case characters
    /// A fraction: `3/4` is three quarters.
    case fraction
    /// A quantity with its unit.
    case unit
    /// A date, its parts in the order that the hint's format tells (`mdy`).
    case date
    /// A time of day.
    case time
    /// A telephone number.
    case telephone
    /// An amount of money.
    case currency
    /// A word that is not to be heard; it is left out.
    case expletive

    /// The reading that SSML's `interpret-as` names, synonyms of other engines
    /// included; nil for one that is not known.
    public init?(interpretAs name: String) {
        switch name.lowercased() {
        case "cardinal", "number": self = .cardinal
        case "ordinal": self = .ordinal
        case "digits", "digit": self = .digits
        case "characters", "verbatim", "spell-out", "letters", "alphabet": self = .characters
        case "fraction": self = .fraction
        case "unit", "measure": self = .unit
        case "date": self = .date
        case "time": self = .time
        case "telephone", "phone": self = .telephone
        case "currency", "money": self = .currency
        case "expletive", "bleep": self = .expletive
        default: return nil
        }
    }
}

/// A part of a text whose reading the text itself gives.
public struct NormalizationHint: Sendable, Equatable {
    /// The part, in UTF-8 offsets of the text to normalise.
    public var range: Range<Int>
    /// How it is to be read.
    public var interpretAs: SayAs
    /// The order of a date's parts (`dmy`, `mdy`, `ymd`, `md`…) or `hms12`/`hms24`
    /// for a time; nil leaves it to the language.
    public var format: String?
    /// SSML's `detail`; kept, not used by any reading so far.
    public var detail: String?

    /// Makes a hint.
    public init(
        range: Range<Int>, interpretAs: SayAs, format: String? = nil, detail: String? = nil
    ) {
        self.range = range
        self.interpretAs = interpretAs
        self.format = format
        self.detail = detail
    }
}

/// A text made of words only, and where its protected parts have gone.
public struct NormalizedText: Sendable, Equatable {
    /// The text, with the map to its source.
    public var text: MappedText
    /// The protected ranges in the new text, in the order given.
    public var protected: [Range<Int>]

    /// Makes the result of a normalisation.
    public init(text: MappedText, protected: [Range<Int>] = []) {
        self.text = text
        self.protected = protected
    }
}
