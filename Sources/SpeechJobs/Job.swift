public import AudioFile

/// A long text on its way to a file.
public struct Job: Sendable, Equatable {
    /// Where a job stands.
    ///
    ///     queued ⇄ running → completed
    ///       └─────────┴────→ failed, cancelled
    ///
    /// A running job is queued again where its process ends in order; where the process is
    /// killed it stays running until another takes it over.
    public enum State: String, Sendable, Codable, CaseIterable {
        case queued, running, completed, failed, cancelled

        /// Whether nothing changes any more.
        public var isFinal: Bool { self != .queued && self != .running }
    }

    /// The file.
    public struct Audio: Sendable, Equatable {
        /// Its size.
        public var bytes: Int
        /// SHA-256 of its bytes, in hexadecimal.
        public var sha256: String
    }

    /// The name by which it is asked for, `job_` and 26 letters and digits.
    public var id: String
    /// Where it stands.
    public var state: State
    /// How it is spoken.
    public var options: JobOptions
    /// Unicode scalars of the text.
    public var characters: Int
    /// When it was created, in seconds since 1970.
    public var created: Double
    /// When work began first.
    public var started: Double?
    /// When it reached its last state.
    public var finished: Double?
    /// How far it is.
    public var progress: JobProgress
    /// What came of it; nil until something did.
    public var statistics: JobStatistics?
    /// Why it failed.
    public var failure: JobFailure?
    /// What its reader should know, such as work that had to begin anew.
    public var warnings: [String]
    /// The file; nil until it is complete.
    public var audio: Audio?
    /// How often work was taken up again.
    public var restarts: Int

    /// The format of the file.
    public var format: AudioFileFormat { options.format }
}

/// How far a job is.
public struct JobProgress: Sendable, Equatable {
    /// The part that is done, 0...1; 1 only where the file is there.
    public var share = 0.0
    /// Chunks spoken.
    public var chunks = 0
    /// Chunks in all, estimated until the text has been planned to its end; nil before work
    /// begins.
    public var expectedChunks: Int?
    /// Audio spoken, in seconds.
    public var audioSeconds = 0.0
    /// Time left at the speed of the work so far; nil where that is not known.
    public var secondsLeft: Double?
}

/// What came of a job; sums over all its restarts, but for work that was lost.
public struct JobStatistics: Sendable, Equatable, Codable {
    /// The voice that spoke first.
    public var voice: String?
    /// Its family.
    public var family: String?
    /// Chunks spoken.
    public var chunks = 0
    /// Batches spoken.
    public var batches = 0
    /// Audio, in seconds.
    public var audioSeconds = 0.0
    /// Time in which families were speaking, in seconds.
    public var synthesisSeconds = 0.0
    /// Time of work, encoding included, in seconds.
    public var totalSeconds = 0.0
    /// From the beginning of work to its first audio, in seconds.
    public var firstAudioSeconds: Double?
    /// Segments spoken again.
    public var retries = 0
    /// Chunks that went to another family.
    public var fallbacks = 0
    /// Calls of families given up because nothing came of them.
    public var stalls = 0

    /// Synthesis time for one second of audio; nil without audio.
    public var realTimeFactor: Double? {
        audioSeconds > 0 ? synthesisSeconds / audioSeconds : nil
    }
}

/// Why a job failed.
public struct JobFailure: Sendable, Equatable, Codable {
    /// The kinds of failure that a program reacts to in different ways.
    public enum Kind: String, Sendable, Codable {
        /// The order itself can't be done. Remedy: another one.
        case invalid
        /// A voice or program that must be installed is not.
        case missingComponent = "component_missing"
        /// No space is left where the file would go.
        case diskFull = "disk_full"
        /// The data folder can't be written.
        case notWritable = "not_writable"
        /// What was kept of the job is damaged.
        case damaged
        /// Anything else.
        case failed
    }

    /// The kind.
    public var kind: Kind
    /// The field of the order that is the cause, where one is.
    public var field: String?
    /// What is wrong and the remedy, in one line.
    public var message: String

    /// Makes a failure.
    public init(_ kind: Kind, field: String? = nil, _ message: String) {
        self.kind = kind
        self.field = field
        self.message = message
    }
}
