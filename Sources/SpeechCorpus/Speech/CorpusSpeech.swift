public import SpeechRecognition
public import SpeechText

/// How the words of recordings are told: who says them, in which sounds, and where each is.
public struct CorpusSpeech: Sendable {
    /// Makes phonemes of texts, in one language.
    public var phonemizer: any Phonemizer
    /// Finds the first boundaries; nil: the models begin with nothing.
    public var recognizer: PocketSphinxPhones?
    /// Who is taken to speak.
    public var speaker: SpeakerRule
    /// How phones are aligned.
    public var alignment: AlignmentSettings

    /// With usual settings.
    public init(
        _ phonemizer: any Phonemizer, recognizer: PocketSphinxPhones? = nil,
        speaker: SpeakerRule = .told, alignment: AlignmentSettings = AlignmentSettings()
    ) {
        self.phonemizer = phonemizer
        self.recognizer = recognizer
        self.speaker = speaker
        self.alignment = alignment
    }
}
