/// How strongly a syllable is said, how high a mora, or in which tone: what stands beside a
/// sound's quality in its language.
///
/// The numbers are stored with trained voices; a language appends what it alone has.
public enum Stress: UInt8, Sendable, Codable, CaseIterable {
    /// Not at all; also that of every consonant but those that are a mora.
    case none = 0
    /// The word's strongest syllable.
    case primary = 1
    /// Weaker than the strongest, as in the first of `understand`.
    case secondary = 2
    /// A mora of low pitch, in Japanese.
    case low = 3
    /// A mora of high pitch, in Japanese.
    case high = 4
    /// Mandarin's first tone: high and level.
    case tone1 = 5
    /// Mandarin's second tone: rising.
    case tone2 = 6
    /// Mandarin's third tone: low, rising at the end of a phrase.
    case tone3 = 7
    /// Mandarin's fourth tone: falling.
    case tone4 = 8
    /// Mandarin's neutral tone: short, its pitch the tone before it decides.
    case tone5 = 9

    /// Whether it is one of Mandarin's tones.
    public var isTone: Bool {
        rawValue >= Stress.tone1.rawValue && rawValue <= Stress.tone5.rawValue
    }
}

/// A sound with its stress.
public struct Phoneme: Hashable, Sendable {
    /// The sound.
    public var symbol: PhonemeSymbol
    /// The stress, ``Stress/none`` for consonants that are no mora.
    public var stress: Stress

    /// Makes a phoneme; consonants that are no mora have no stress, whatever is given.
    public init(_ symbol: PhonemeSymbol, _ stress: Stress = .none) {
        self.symbol = symbol
        self.stress = symbol.carriesStress ? stress : .none
    }

    /// Whether it makes a syllable.
    public var isVowel: Bool { symbol.isVowel }
}
