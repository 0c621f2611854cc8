public import SpeechText

/// Cuts texts into chunks for a profile.
///
/// A chunk ends at the last permitted mark within its limit; else at the first one
/// within twice the limit; else at the last word end within the limit, with a
/// warning. The first chunk of a stream ends at its first mark, clause or sentence,
/// with the same fallbacks. Permitted are clause and sentence ends until
/// ``Profile/clauseWindow`` of audio is planned; afterwards sentence ends, and
/// clause ends only where no sentence ends within twice the limit.
///
/// - The limit of the voice's family (``VoiceMeasure/limit``) always wins, over
///   twice the limit too.
/// - Paragraph ends, pauses that the text asks for and changes of style are hard
///   ends: no chunk runs across them, and they are always permitted.
/// - A word is never cut while it fits twice the chunk's limit or
///   ``Profile/nextLimit``. A longer one is cut between characters.
/// - A mark is none while there is nothing to say before it but punctuation.
/// - A profile without clause window is in no hurry: its first chunk follows the
///   rule of the others.
/// - Sentences in one chunk are joined by a space, in Chinese and Japanese by none.
/// - A sentence without words gives its pause and its source to the chunk before
///   it; at the start of a stream it makes a chunk that is only a pause.
public struct Planner: Sendable {
    /// The limits to keep.
    public var profile: Profile
    /// What the voice of a style takes and how fast it is.
    public var measure: @Sendable (Style) -> VoiceMeasure
    /// Where words end in scripts without spaces.
    public var words: WordFinder

    /// Makes a planner.
    public init(
        profile: Profile, words: WordFinder = .dictionary,
        measure: @escaping @Sendable (Style) -> VoiceMeasure = { _ in VoiceMeasure() }
    ) {
        self.profile = profile
        self.measure = measure
        self.words = words
    }

    /// The chunks of a text, made as they are asked for: at most as many sentences
    /// are taken ahead as decide the next chunk.
    public func chunks<Sentences>(of sentences: Sentences) -> Chunks<Sentences> {
        Chunks(planner: self, sentences: sentences)
    }
}

/// The chunks of a text, made as they are asked for.
public struct Chunks<Sentences: Sequence<Sentence>>: Sequence {
    let planner: Planner
    let sentences: Sentences

    /// Starts from the beginning.
    public func makeIterator() -> Iterator {
        Iterator(sentences: sentences.makeIterator(), chunker: Chunker(planner))
    }

    /// A plan on its way.
    public struct Iterator: IteratorProtocol {
        var sentences: Sentences.Iterator
        var chunker: Chunker
        var isFed = false

        /// The next chunk.
        public mutating func next() -> Chunk? {
            while true {
                if let chunk = chunker.next() { return chunk }
                if isFed { return nil }
                if let sentence = sentences.next() {
                    chunker.push(sentence)
                } else {
                    isFed = true
                    chunker.flush()
                }
            }
        }
    }
}

extension Chunks: Sendable where Sentences: Sendable {}
extension Chunks.Iterator: Sendable where Sentences.Iterator: Sendable {}
