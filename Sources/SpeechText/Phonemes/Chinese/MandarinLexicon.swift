/// What kind of word a Chinese word is, as far as readings depend on it. The numbers are in the
/// lexicon's file.
public enum MandarinWordKind: UInt8, Sendable, CaseIterable {
    case other, noun, person, place, verb, adjective, adverb, number, measure, pronoun
    case preposition, conjunction, particle, time, position, idiom, interjection
}

/// A word of a Chinese dictionary.
public struct MandarinEntry: Sendable, Equatable {
    /// How many characters it has.
    public var length: Int
    /// What its frequency costs, in eighths of a bit: less is more frequent.
    public var cost: Int
    /// What it is.
    public var kind: MandarinWordKind
    /// By what its dictionary finds its reading.
    public var place: Int
    /// Whether somebody told how this very word is read; it is pieced together otherwise.
    public var isTold: Bool

    /// Makes an entry.
    public init(
        length: Int, cost: Int, kind: MandarinWordKind, place: Int, isTold: Bool = false
    ) {
        self.length = length
        self.cost = cost
        self.kind = kind
        self.place = place
        self.isTold = isTold
    }
}

/// A dictionary of Chinese words, their frequencies and readings, in simplified characters.
///
/// Readings are those of words and characters said alone, in their dictionary tones: 一 is yi1
/// and 不 bu4 in every word. Several threads may ask at once.
public protocol MandarinLexicon: Sendable {
    /// The simplified character of a traditional one, itself otherwise.
    func simplified(_ character: Unicode.Scalar) -> Unicode.Scalar

    /// A character as a word; nil where the dictionary doesn't have it.
    func entry(for character: Unicode.Scalar) -> MandarinEntry?

    /// The most usual reading of a character; nil where the dictionary has none.
    func syllable(of character: Unicode.Scalar) -> PinyinSyllable?

    /// Calls `body` with each word of two and more characters that a text has at a place.
    func forEachWord(
        in text: [Unicode.Scalar], at start: Int, _ body: (MandarinEntry) -> Void)

    /// How a word of several characters is read; nil where as its characters are.
    func syllables(of entry: MandarinEntry) -> [PinyinSyllable]?

    /// How characters of several readings are read among their neighbours; nil where rules alone
    /// tell. What it says comes after them.
    var polyphones: PolyphoneModel? { get }
}

extension MandarinLexicon {
    /// None.
    public var polyphones: PolyphoneModel? { nil }
}
