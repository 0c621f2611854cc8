/// How a document is written.
public enum TextFormat: String, Sendable, Codable, CaseIterable {
    /// Plain text; an empty line ends a paragraph. Other line ends are white space
    /// unless the line stands alone: a heading above its text, a line of a poem,
    /// a list item.
    case plain
    /// CommonMark with tables and strikethrough.
    case markdown
    /// The Speech Synthesis Markup Language, a subset (see ``Document``).
    case ssml
}

/// What becomes of emoji.
public enum EmojiReading: String, Sendable, Codable, CaseIterable {
    /// They are left out.
    case dropped
    /// They are said by their name in the sentence's language, or in English.
    case named
}

/// The settings of a document's way from letters to sentences.
public struct TextOptions: Sendable {
    /// The language of the whole document; nil means: detected per sentence.
    public var language: Language?
    /// The language of sentences that give no evidence of their own, such as
    /// bare numbers, until a sentence before them does.
    public var defaultLanguage: Language = .english
    /// What becomes of emoji.
    public var emoji: EmojiReading = .dropped
    /// The user's own pronunciations.
    public var dictionary = PronunciationDictionary()
    /// The largest source accepted, in bytes.
    public var maximumBytes = 64 << 20

    /// Makes the default settings.
    public init() {}
}

/// Something that a text asks for and does not get.
public struct TextWarning: Sendable, Hashable {
    /// What it is, and what happens instead.
    public var message: String
    /// Where in the source it stands, in UTF-8 bytes.
    public var offset: Int

    /// Makes a warning.
    public init(message: String, offset: Int) {
        self.message = message
        self.offset = offset
    }
}

/// Why a text can't be read.
public enum TextError: Error, Equatable, Sendable {
    /// The source is larger than ``TextOptions/maximumBytes``. Remedy: divide it.
    case tooLarge(bytes: Int, limit: Int)
    /// The SSML is malformed or goes beyond what is allowed (a DTD, an entity,
    /// too deep). Offset: UTF-8 bytes from the start.
    case ssml(reason: String, offset: Int)
    /// A pronunciation dictionary can't be used.
    case dictionary(file: String, reason: String)
}
