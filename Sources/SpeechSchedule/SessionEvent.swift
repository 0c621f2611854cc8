public import SpeechModel
public import SpeechText

/// Something that happened on the way of a text to its listener.
public struct SessionEvent: Sendable, Equatable {
    /// A chunk as it was planned.
    public struct PlannedChunk: Sendable, Equatable {
        /// Its place in the plan, from 0.
        public var index: Int
        /// What is said; empty where it is a pause and nothing else. Of such a chunk nothing
        /// but this is told.
        public var text: String
        /// The part of the source that it stands for, in UTF-8 offsets.
        public var source: Range<Int>
        /// The language of the words.
        public var language: Language
    }

    /// What can happen.
    public enum Kind: Sendable, Equatable {
        /// A chunk was cut. Chunks before the first to be spoken are not told.
        case planned(PlannedChunk)
        /// The first segment of a chunk goes to a family, to be said by a voice; once, even
        /// where it goes to others later.
        case speaking(chunk: Int, voice: VoiceID)
        /// All the audio of a chunk is made.
        case spoken(chunk: Int)
        /// The sound of a chunk begins at a sample of the stream. The pause before it belongs
        /// to the chunk before. Told before the block that holds the sample is handed out,
        /// and not at all of a chunk without a sound.
        case begins(chunk: Int, sample: Int)
        /// Nothing before a chunk has any effect on what is heard from a sample on, where its
        /// sound begins: a stream of the same request whose first chunk is this one is the
        /// same from there on, bit for bit, but for where its blocks end. Told with
        /// ``begins(chunk:sample:)``.
        case canResume(chunk: Int, sample: Int)
    }

    /// When it happened, counted from the request.
    public var at: Duration
    /// What happened.
    public var kind: Kind

    /// Makes an event.
    public init(at: Duration, _ kind: Kind) {
        self.at = at
        self.kind = kind
    }
}
