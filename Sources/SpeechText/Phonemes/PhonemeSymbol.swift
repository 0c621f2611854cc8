/// A sound of speech, the same in every language that has it, or the pause between phrases.
///
/// Trained voices store the ``id``s. So the table behind them only ever grows at its end: a
/// language to come takes the symbols that are there and adds those that it alone has.
public struct PhonemeSymbol: Hashable, Sendable, CustomStringConvertible {
    /// What kind of sound a symbol is.
    public enum Kind: Sendable {
        /// Silence between phrases.
        case pause
        /// A sound that makes a syllable and carries stress.
        case vowel
        /// Any other sound.
        case consonant
    }

    /// The symbol's number: 0 is the pause, then 1..<``count``.
    public let id: UInt8

    /// The symbol of a number; nil where there is none.
    public init?(id: some BinaryInteger) {
        guard let id = UInt8(exactly: id), id < Self.count else { return nil }
        self.id = id
    }

    init(known id: Int) { self.id = UInt8(id) }

    /// How many symbols there are, all languages together.
    public static var count: Int { table.count }

    /// The pause, number 0.
    public static let pause = PhonemeSymbol(known: 0)

    /// The name in the International Phonetic Alphabet; of the pause, a bar.
    public var ipa: String { Self.table[Int(id)].ipa }

    /// What kind of sound it is.
    public var kind: Kind { Self.table[Int(id)].kind }

    /// Whether it makes a syllable.
    public var isVowel: Bool { kind == .vowel }

    /// The name in the International Phonetic Alphabet.
    public var description: String { ipa }

    /// By number. Append only: the numbers are in trained voices.
    private static let table: [(ipa: String, kind: Kind)] =
        [("|", .pause)] + english.map { ($0.0, $0.1) }

    /// Numbers 1 to 39: English, in the order of ARPAbet's names. A vowel without stress has the
    /// symbol of its stressed kin: the schwa is `ʌ` without stress, `ɚ` is `ɝ` without.
    private static let english: [(String, Kind)] = [
        ("ɑ", .vowel), ("æ", .vowel), ("ʌ", .vowel), ("ɔ", .vowel), ("aʊ", .vowel),
        ("aɪ", .vowel), ("b", .consonant), ("tʃ", .consonant), ("d", .consonant),
        ("ð", .consonant), ("ɛ", .vowel), ("ɝ", .vowel), ("eɪ", .vowel), ("f", .consonant),
        ("ɡ", .consonant), ("h", .consonant), ("ɪ", .vowel), ("i", .vowel), ("dʒ", .consonant),
        ("k", .consonant), ("l", .consonant), ("m", .consonant), ("n", .consonant),
        ("ŋ", .consonant), ("oʊ", .vowel), ("ɔɪ", .vowel), ("p", .consonant),
        ("ɹ", .consonant), ("s", .consonant), ("ʃ", .consonant), ("t", .consonant),
        ("θ", .consonant), ("ʊ", .vowel), ("u", .vowel), ("v", .consonant), ("w", .consonant),
        ("j", .consonant), ("z", .consonant), ("ʒ", .consonant),
    ]
}
