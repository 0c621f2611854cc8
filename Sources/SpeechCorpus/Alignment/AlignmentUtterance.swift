/// A word as it may be said.
public struct AlignmentWord: Sendable, Hashable {
    /// What reports call it.
    public let text: String
    /// Phones of each way to say it, in any set of symbols that the corpus keeps to; for English
    /// CMUdict's 39 without stress, such as `["HH", "AH", "L", "OW"]`.
    public let pronunciations: [[String]]

    /// Takes a word and its pronunciations; none, or an empty one, is told when it is aligned.
    public init(_ text: String, pronunciations: [[String]]) {
        self.text = text
        self.pronunciations = pronunciations
    }
}

/// A recording's name and what is said in it.
public struct AlignmentUtterance: Sendable, Hashable {
    /// What reports call it.
    public let name: String
    /// What is said, in order.
    public let words: [AlignmentWord]

    /// Brings both together.
    public init(name: String, words: [AlignmentWord]) {
        self.name = name
        self.words = words
    }
}
