/// How strongly a syllable is said.
///
/// The numbers are ARPAbet's digits and are stored with trained voices; languages with tones
/// will append theirs.
public enum Stress: UInt8, Sendable, Codable, CaseIterable {
    /// Not at all; also that of every consonant.
    case none = 0
    /// The word's strongest syllable.
    case primary = 1
    /// Weaker than the strongest, as in the first of `understand`.
    case secondary = 2
}

/// A sound with its stress.
public struct Phoneme: Hashable, Sendable {
    /// The sound.
    public var symbol: PhonemeSymbol
    /// The stress, ``Stress/none`` for consonants.
    public var stress: Stress

    /// Makes a phoneme; consonants have no stress, whatever is given.
    public init(_ symbol: PhonemeSymbol, _ stress: Stress = .none) {
        self.symbol = symbol
        self.stress = symbol.isVowel ? stress : .none
    }

    /// Whether it makes a syllable.
    public var isVowel: Bool { symbol.isVowel }
}
