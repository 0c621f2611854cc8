/// A word of a segment, and when it is said.
///
/// Times count from the segment's first sample, whatever its rate.
public struct SpokenWord: Sendable, Equatable {
    /// One of its sounds.
    public struct Phone: Sendable, Equatable {
        /// The sound in the International Phonetic Alphabet; those of a word, one behind the
        /// other, are its transcription.
        public var ipa: String
        /// When it is heard.
        public var time: Range<Duration>

        /// Makes a sound.
        public init(ipa: String, time: Range<Duration>) {
            self.ipa = ipa
            self.time = time
        }
    }

    /// Its letters in ``SpeechSegment/text``, in UTF-8 bytes; never empty.
    public var text: Range<Int>
    /// When it is heard.
    public var time: Range<Duration>
    /// Its sounds, in order; empty where the family knows of words alone.
    public var phones: [Phone]

    /// Makes a word.
    public init(text: Range<Int>, time: Range<Duration>, phones: [Phone] = []) {
        self.text = text
        self.time = time
        self.phones = phones
    }
}
