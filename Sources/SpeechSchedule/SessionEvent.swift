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

        /// Makes a chunk.
        public init(index: Int, text: String, source: Range<Int>, language: Language) {
            self.index = index
            self.text = text
            self.source = source
            self.language = language
        }
    }

    /// A word as it is heard.
    public struct Word: Sendable, Equatable {
        /// One of its sounds.
        public struct Phone: Sendable, Equatable {
            /// The sound in the International Phonetic Alphabet.
            public var ipa: String
            /// Where in the stream it is.
            public var samples: Range<Int>

            /// Makes a sound.
            public init(ipa: String, samples: Range<Int>) {
                self.ipa = ipa
                self.samples = samples
            }
        }

        /// Its letters, as they are said: numbers and symbols are words already.
        public var letters: String
        /// Those in ``PlannedChunk/text``, in UTF-8 offsets.
        public var text: Range<Int>
        /// The part of the source that it stands for, in UTF-8 offsets; the same for all words
        /// of what was written shorter, as `$5` is.
        public var source: Range<Int>
        /// Where in the stream it is. Words don't overlap; one whose sound was taken off with
        /// the silence around it is empty.
        public var samples: Range<Int>
        /// Its sounds, in order; empty where the voice knows of words alone.
        public var phones: [Phone]

        /// Makes a word.
        public init(
            letters: String, text: Range<Int>, source: Range<Int>, samples: Range<Int>,
            phones: [Phone] = []
        ) {
            self.letters = letters
            self.text = text
            self.source = source
            self.samples = samples
            self.phones = phones
        }
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
        /// The next words of a chunk, each once, in order; only of voices that know when they say
        /// a word. Told before the block that holds a word's last sample is handed out, so that
        /// its end is certain. What nothing is heard of is no word.
        case words(chunk: Int, [Word])
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
