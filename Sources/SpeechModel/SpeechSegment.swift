public import AudioSignal
public import SpeechText

/// What a family is given to say in one go: plain words in one language, with
/// one voice and one prosody.
public struct SpeechSegment: Sendable, Equatable {
    /// The words; never empty. Numbers and symbols are words already.
    public var text: String
    /// Pronunciations for parts of the text, in its UTF-8 offsets; ascending,
    /// disjoint.
    public var pronunciations: [Pronunciation]
    /// The language of the words.
    public var language: Language
    /// The voice, one of the family's own.
    public var voice: VoiceID
    /// Rate, pitch and gain relative to the voice's own. The family applies rate
    /// and pitch; gain is applied by whoever joins the segments.
    public var prosody: Prosody
    /// The rate of its audio, one of the voice's; nil: ``Voice/rate``.
    public var rate: SampleRate?
    /// The segment's own randomness: the same segment with the same seed gives
    /// the same samples, alone or in any batch.
    public var seed: UInt64
    /// Whether nobody hears it before its end: the family may give all of it at once if that takes
    /// less work. The samples are the same.
    public var isHeardWhole: Bool

    /// Makes a segment.
    public init(
        text: String, pronunciations: [Pronunciation] = [], language: Language, voice: VoiceID,
        prosody: Prosody = .neutral, rate: SampleRate? = nil, seed: UInt64 = 0,
        isHeardWhole: Bool = false
    ) {
        self.text = text
        self.pronunciations = pronunciations
        self.language = language
        self.voice = voice
        self.prosody = prosody
        self.rate = rate
        self.seed = seed
        self.isHeardWhole = isHeardWhole
    }
}
