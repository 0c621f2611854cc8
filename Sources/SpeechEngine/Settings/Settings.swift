public import SpeechPlan
public import SpeechText

/// What can be set, with values that are valid; where each came from is in
/// ``EffectiveSettings``.
public struct Settings: Sendable {
    /// The voice asked for, as written: an ID, a short name or an alias.
    public var voice: String?
    /// The family to try first.
    public var family: String?
    /// The profile asked for by name.
    public var profile: String?
    /// The language model that writes the text; chooses a profile by its size.
    public var llm: String?
    /// The language of the text; nil means: found sentence by sentence.
    public var language: Language?
    /// The language of sentences without evidence of their own.
    public var defaultLanguage = Language.english
    /// The name of the audio format of files.
    public var format: String?
    /// Samples per second of the result; nil means the profile's.
    public var rate: Int?
    /// Speaking rate as a factor, 0.25...4.
    public var speed = 1.0
    /// The seed of everything random.
    public var seed: UInt64 = 0
    /// Loudness of the result in LUFS, -60...-5.
    public var lufs: Double?
    /// Level of the highest peak of a file in dBFS, -30...0.
    public var peak: Double?
    /// How much audio is gathered before playing starts; nil means the profile's.
    public var preBuffer: Duration?
    /// How long the writer of a text that is spoken while it arrives may hesitate before
    /// what stands before the last mark is spoken; zero: for ever.
    public var hesitation = Duration.milliseconds(800)
    /// What becomes of emoji.
    public var emoji = EmojiReading.dropped
    /// The file with the user's own pronunciations.
    public var dictionary: String?
    /// Silence after a comma and its like; nil means the scheduler's own.
    public var pauseClause: Duration?
    /// Silence after a sentence.
    public var pauseSentence: Duration?
    /// Silence after a paragraph.
    public var pauseParagraph: Duration?
    /// Batches spoken at the same time; nil means as many as useful here.
    public var workers: Int?
    /// Segments spoken together, at the most.
    public var maximumBatch: Int?
    /// Memory for synthesis in bytes; nil means what is free.
    public var memoryLimit: Int?
    /// How much audio is spoken ahead of the listener.
    public var runAhead: Duration?
    /// The largest text accepted, in bytes.
    public var maximumText: Int?
    /// The command line of the player.
    public var player: String?
    /// The folder with the weights that family Wren speaks with; nil: those of the program.
    public var wren: String?
    /// The file of the weights that voices are converted with; nil: those of the program.
    public var converter: String?
    /// How networks are run.
    public var runtime = RuntimeSettings()
    /// How networks of a name are run, over ``runtime``.
    public var models: [String: RuntimeSettings] = [:]
    /// The folder of what is compiled or measured for models; nil means the user's cache.
    public var runtimeCache: String?
    /// What concerns the server alone.
    public var server = ServerSettings()
    /// Profiles of the user's own, by name.
    public var profiles: [String: Profile] = [:]
    /// Names of the user's own for voices.
    public var voiceAliases: [String: String] = [:]

    /// Makes the default settings.
    public init() {}

    /// How much audio of a profile is gathered before playing starts.
    public func preBuffer(for profile: Profile) -> Duration { preBuffer ?? profile.preBuffer }
}
