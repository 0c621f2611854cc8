public import SpeechText

/// What went less than well while a chunk was cut.
public enum PlanWarning: String, Sendable, Codable, CaseIterable {
    /// No mark within twice the limit: the chunk ends between two words.
    case noMark = "no_mark"
    /// A single word longer than the limit was cut inside.
    case wordCut = "word_cut"
    /// A pronunciation given for a stretch too long for one chunk was left out.
    case pronunciationLost = "pronunciation_lost"
}

/// A stretch of a document to be spoken in one go.
public struct Chunk: Sendable, Equatable {
    /// Its place in the plan, from 0.
    public var index: Int
    /// What is said, without white space at its ends; empty only where the chunk is
    /// a pause and nothing else.
    public var text: String
    /// Pronunciations for parts of ``text``, in its UTF-8 offsets.
    public var pronunciations: [Pronunciation]
    /// Language, voice and prosody, the same throughout.
    public var style: Style
    /// The part of the document's source that it stands for; the chunks' ranges
    /// cover the source once, in order. UTF-8 offsets.
    public var source: Range<Int>
    /// Which bytes of the source those of ``text`` stand for.
    public var map: SourceMap
    /// What kind of place it ends at.
    public var boundary: Boundary
    /// A pause that the text asks for behind it; nil means the usual one of
    /// ``boundary``.
    public var pauseAfter: Duration?
    /// How long it should last when spoken, its pause not counted.
    public var estimatedDuration: Duration
    /// What went less than well.
    public var warnings: [PlanWarning]

    /// Makes a chunk.
    ///
    /// - Parameter map: Nil: all of the text stands for the source as a whole.
    public init(
        index: Int, text: String, pronunciations: [Pronunciation] = [], style: Style,
        source: Range<Int>, map: SourceMap? = nil, boundary: Boundary,
        pauseAfter: Duration? = nil, estimatedDuration: Duration, warnings: [PlanWarning] = []
    ) {
        self.index = index
        self.text = text
        self.pronunciations = pronunciations
        self.style = style
        self.source = source
        self.map = map ?? SourceMap(of: text.utf8.count, for: source)
        self.boundary = boundary
        self.pauseAfter = pauseAfter
        self.estimatedDuration = estimatedDuration
        self.warnings = warnings
    }
}
