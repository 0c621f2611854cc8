public import AudioSignal
public import SpeechText

/// A voice that others learn from: it says phonemes and tells when it said each.
public struct TeacherVoice: Sendable {
    /// What was said.
    public struct Speech: Sendable {
        /// The sound, with silence at both ends.
        public var audio: AudioBuffer
        /// Its phonemes and pauses, in order.
        public var phonemes: [TimedPhoneme]
        /// Phonemes that are others than were asked for; they stand as they were said.
        public var changed: Int

        /// Makes one.
        public init(audio: AudioBuffer, phonemes: [TimedPhoneme], changed: Int = 0) {
            self.audio = audio
            self.phonemes = phonemes
            self.changed = changed
        }
    }

    /// What the package calls the speaker.
    public let name: String
    /// Says a sentence: its phonemes, the text that its words are ranges of, and what everything
    /// random follows from. Throws where it can't be said as it stands.
    public let speak: @Sendable (PhonemeSequence, [UInt8], UInt64) throws -> Speech

    /// Makes a voice.
    public init(
        name: String, speak: @escaping @Sendable (PhonemeSequence, [UInt8], UInt64) throws -> Speech
    ) {
        self.name = name
        self.speak = speak
    }
}
