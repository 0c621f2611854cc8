public import SpeechModel
public import SpeechSchedule
public import SpeechText

/// What came of a request so far; durations in seconds.
public struct SpeechReport: Sendable {
    /// Time spent in each component. Components overlap in time, so the sum may
    /// exceed the time on the wall.
    public struct Stages: Sendable, Equatable, Encodable {
        /// From letters to sentences.
        public var text = 0.0
        /// From sentences to chunks.
        public var plan = 0.0
        /// Segments waiting for their batch.
        public var queue = 0.0
        /// Families speaking.
        public var synthesis = 0.0
        /// Rate conversion, trimming, joins, limiting.
        public var joining = 0.0
        /// Writing the audio format; zero where samples are taken as they are.
        public var encoding = 0.0
    }

    /// Characters (Unicode scalars) of the source.
    public var textCharacters = 0
    /// Chunks spoken to their end.
    public var chunks = 0
    /// Batches spoken.
    public var batches = 0
    /// Audio delivered, pauses included.
    public var audioSeconds = 0.0
    /// Time in which families were speaking.
    public var synthesisSeconds = 0.0
    /// From the request to the first block; nil before that.
    public var firstAudioSeconds: Double?
    /// The voice that spoke first; nil before that.
    public var voice: VoiceID?
    /// The family of that voice.
    public var family: String?
    /// Chunks that went to another family, in order, with the reason.
    public var fallbacks: [ScheduleReport.Fallback] = []
    /// Families that come first but can't be had here, and were passed over for that reason.
    public var unavailable: [(family: String, reason: LoadError)] = []
    /// Segments spoken again.
    public var retries = 0
    /// Calls of families given up because nothing came of them.
    public var stalls = 0
    /// Voices that kept their own loudness although another was asked for
    /// (``SpeechRequest/loudness``): theirs has never been measured.
    public var unmeasuredVoices: [VoiceID] = []
    /// What was not said as it is written: letters and pronunciations that a voice can't
    /// read, patterns of the dictionary that take too long. In the order in which that was
    /// noticed, at most a hundred of each kind.
    public var omissions: [TextWarning] = []
    /// How often something was not said as it is written.
    public var omissionCount = 0
    /// Time per component.
    public var stages = Stages()

    /// Synthesis time for one second of audio; nil without audio.
    public var realTimeFactor: Double? {
        audioSeconds > 0 ? synthesisSeconds / audioSeconds : nil
    }
}
