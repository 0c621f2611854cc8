public import AudioSignal
public import SpeechModel
public import SpeechPlan
public import SpeechText

/// A text to be spoken, and how.
public struct SpeechRequest: Sendable {
    /// The text, UTF-8; invalid bytes are replaced and never spoken.
    public var text: [UInt8]
    /// How the text is written.
    public var format: TextFormat
    /// The settings of its way to sentences.
    public var options: TextOptions
    /// The voice asked for: an ID, a short name or an alias; nil means the default
    /// voice of each sentence's language.
    public var voice: String?
    /// The family to try first; nil means the catalogue's order.
    public var family: String?
    /// How the text is cut and delivered.
    public var profile: Profile
    /// The rate of the result; nil means the profile's.
    public var rate: SampleRate?
    /// Where all randomness comes from.
    public var seed: UInt64
    /// Factor on the speaking rate, 0.25...4.
    public var speed: Double
    /// Loudness wanted in LUFS; each voice gets the fixed gain that brings its
    /// measured loudness there. nil leaves voices as they are, each at its own level.
    public var loudness: Double?
    /// Whether audio may leave before its segment is complete; see `Delivery` of
    /// SpeechSchedule. False for files, which then never depend on what failed.
    public var isLive: Bool
    /// The index of the first chunk to be spoken. Those before are planned, so that all
    /// others are cut, numbered and spoken as they are in the whole, and left out.
    public var firstChunk = 0
    /// Whether ``SpeechSession/takeEvents()`` has anything to tell.
    public var reportsEvents = false

    /// Makes a request.
    public init(
        text: [UInt8], format: TextFormat = .plain, options: TextOptions = TextOptions(),
        voice: String? = nil, family: String? = nil, profile: Profile = .fast,
        rate: SampleRate? = nil, seed: UInt64 = 0, speed: Double = 1,
        loudness: Double? = Voice.commonLoudness,
        isLive: Bool = true
    ) {
        self.text = text
        self.format = format
        self.options = options
        self.voice = voice
        self.family = family
        self.profile = profile
        self.rate = rate
        self.seed = seed
        self.speed = speed
        self.loudness = loudness
        self.isLive = isLive
    }

    /// Makes a request for a string.
    public init(_ text: String, profile: Profile = .fast) {
        self.init(text: Array(text.utf8), profile: profile)
    }
}
