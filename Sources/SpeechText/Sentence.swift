/// The kinds of place at which speech may be divided, weakest first.
public enum Boundary: Int, Comparable, Sendable, Codable, CaseIterable {
    /// Between two words, where the text has no mark.
    case word
    /// After a comma, semicolon, colon, dash or their relatives.
    case clause
    /// After a full stop, question mark, exclamation mark or their relatives.
    case sentence
    /// At the end of a paragraph, heading or list item, or of the whole text.
    case paragraph

    /// Whether one is weaker than the other.
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// How something is to be said, relative to the voice's own way.
public struct Prosody: Hashable, Sendable {
    /// Speaking rate as a factor: 2 is twice as fast. 0.25...4.
    public var rate: Double
    /// Pitch as a factor on the voice's fundamental frequency. 0.5...2.
    public var pitch: Double
    /// Gain on the voice's own level, in decibels. -60...12.
    public var gain: Double

    /// Makes a prosody; without arguments, the voice's own.
    public init(rate: Double = 1, pitch: Double = 1, gain: Double = 0) {
        self.rate = rate
        self.pitch = pitch
        self.gain = gain
    }

    /// The voice's own way of speaking.
    public static let neutral = Prosody()
}

/// What stays the same from the first to the last letter of a sentence.
///
/// A change of style divides a sentence, so that whatever says it needs no
/// styles inside one.
public struct Style: Hashable, Sendable {
    /// The language it is said in.
    public var language: Language
    /// The voice that the text itself asks for (SSML `voice`), if any; a name as
    /// written, not yet looked up.
    public var voice: String?
    /// Rate, pitch and gain that the text asks for.
    public var prosody: Prosody

    /// Makes a style.
    public init(language: Language, voice: String? = nil, prosody: Prosody = .neutral) {
        self.language = language
        self.voice = voice
        self.prosody = prosody
    }
}

/// A pronunciation given for a part of a text.
public struct Pronunciation: Hashable, Sendable {
    /// The part of the spoken text that it replaces, in UTF-8 offsets.
    public var range: Range<Int>
    /// The phonemes, in the International Phonetic Alphabet.
    public var ipa: String

    /// Makes a pronunciation of a range of spoken text.
    public init(range: Range<Int>, ipa: String) {
        self.range = range
        self.ipa = ipa
    }
}

/// One sentence of a document, ready to be said: numbers, symbols and markup are
/// words already.
///
/// The ``source`` ranges of a document's sentences cover the source once, in
/// order, without gap or overlap.
public struct Sentence: Sendable, Equatable {
    /// What is said, and where each part of it came from. Neither begins nor
    /// ends with white space; empty only where ``pauseAfter`` is all there is.
    public var spoken: MappedText

    /// The part of the document's source that this sentence stands for, white
    /// space and markup around it included. UTF-8 offsets.
    public var source: Range<Int>

    /// Language, voice and prosody, the same throughout.
    public var style: Style

    /// Offsets into the spoken text (UTF-8) right after each clause mark with the
    /// closing quotes and white space behind it; ascending, without the end.
    public var clauseEnds: [Int]

    /// Pronunciations for parts of the spoken text; ascending, disjoint.
    public var pronunciations: [Pronunciation]

    /// What kind of place the sentence ends at.
    public var boundary: Boundary

    /// A pause that the text asks for after this sentence (SSML `break`,
    /// `[pause:1.5s]`); nil means the usual pause of ``boundary``.
    public var pauseAfter: Duration?

    /// Patterns of the user's dictionary that took too many steps over the sentence and
    /// were left out.
    public var skippedPatterns: [String] = []

    /// Makes a sentence.
    public init(
        spoken: MappedText, source: Range<Int>, style: Style, clauseEnds: [Int] = [],
        pronunciations: [Pronunciation] = [], boundary: Boundary = .sentence,
        pauseAfter: Duration? = nil
    ) {
        self.spoken = spoken
        self.source = source
        self.style = style
        self.clauseEnds = clauseEnds
        self.pronunciations = pronunciations
        self.boundary = boundary
        self.pauseAfter = pauseAfter
    }
}
