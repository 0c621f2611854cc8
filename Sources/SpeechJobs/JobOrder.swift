public import AudioFile
public import SpeechEngine
public import SpeechModel
public import SpeechText

/// What somebody wants to have as a file.
public struct JobOrder: Sendable {
    /// What is to be said, and how; a request made for keeping.
    public var request: SpeechRequest
    /// The format of the file.
    public var format: AudioFileFormat
    /// What the piece is called; also a tag in the file, where its format has tags.
    public var title: String?
    /// The level that the file is brought to; nil leaves it as it is spoken.
    public var normalization: Normalization?

    /// Makes an order.
    public init(
        _ request: SpeechRequest, format: AudioFileFormat, title: String? = nil,
        normalization: Normalization? = nil
    ) {
        self.request = request
        self.format = format
        self.title = title
        self.normalization = normalization
    }
}

/// How a job is to be spoken: everything of its order but the text and the user's
/// pronunciations, as it is kept.
public struct JobOptions: Sendable, Equatable, Codable {
    /// What the piece is called.
    public var title: String?
    /// The voice, by its whole ID; nil means the default of each sentence's language.
    public var voice: VoiceID?
    /// The family to try first.
    public var family: String?
    /// The language of the text; nil means: found sentence by sentence.
    public var language: Language?
    /// The language of sentences without evidence of their own.
    public var defaultLanguage: Language
    /// What becomes of emoji.
    public var emoji: EmojiReading
    /// How the text is written.
    public var textFormat: TextFormat
    /// How the text is cut and delivered.
    public var profile: KeptProfile
    /// Samples per second of the result; nil means the profile's.
    public var rate: Int?
    /// Where all randomness comes from.
    public var seed: UInt64
    /// Factor on the speaking rate.
    public var speed: Double
    /// Loudness that each voice is brought to, in LUFS.
    public var voiceLoudness: Double?
    /// The format of the file.
    public var format: AudioFileFormat
    /// Loudness that the file is brought to, in LUFS.
    public var loudness: Double?
    /// The largest true peak in dBTP where there is a loudness, else the level of the
    /// file's highest sample in dBFS.
    public var peak: Double?
}
