extension EvaluationReport {
    /// A voice or a set of recordings, with its figures over all sentences and for each. Nil: not
    /// measured.
    public struct Subject: Codable, Sendable, Equatable {
        /// What spoke.
        public enum Kind: String, Codable, Sendable { case voice, recordings }

        /// The voice's ID, or what the recordings are called.
        public var name: String
        /// What spoke.
        public var kind: Kind
        /// How many sentences have a problem; all their words count as wrong.
        public var failures: Int
        /// Of all sentences without one.
        public var audioSeconds: Double
        /// Words of the sentences without a problem, by the minutes that they take.
        public var wordsPerMinute: Double?
        /// How much was understood.
        public var words: Words?
        /// What listeners would say: the mean of the sentences.
        public var naturalness: DNSMOSScore?
        /// The melody.
        public var pitch: Pitch?
        /// Whom it sounds like.
        public var likeness: Likeness?
        /// How fast it speaks, in this process with everything loaded, one sentence at a time.
        public var speed: Speed?
        /// The most memory of a `syrinx say` that speaks all sentences to a file, in bytes.
        public var peakBytes: Int?
        /// One for each sentence.
        public var results: [Result]
    }

    /// Word errors.
    public struct Words: Codable, Sendable, Equatable {
        /// Of the references.
        public var count: Int
        /// Substitutions, deletions and insertions.
        public var errors: Int
        /// Words for which others were heard.
        public var substitutions: Int
        /// Words that were not heard.
        public var deletions: Int
        /// Words that were heard and not said.
        public var insertions: Int
        /// Errors by words.
        public var errorRate: Double
        /// 95 % bounds of the rate (``BootstrapInterval``); nil for one sentence.
        public var low: Double?
        /// The upper one.
        public var high: Double?
        /// Beside the recordings of the same sentences (``BootstrapRatio``).
        public var ratio: Ratio?

        init(_ counts: WordCounts) {
            count = counts.referenceWords
            errors = counts.errors
            substitutions = counts.substitutions
            deletions = counts.deletions
            insertions = counts.insertions
            errorRate = counts.errorRate ?? 0
        }
    }

    /// How many times the errors of the recordings.
    public struct Ratio: Codable, Sendable, Equatable {
        /// What the recordings are called.
        public var to: String
        /// The ratio of the error rates.
        public var ratio: Double
        /// The lower 95 % bound.
        public var low: Double
        /// The upper one; nil where it is infinite.
        public var high: Double?
    }

    /// The melody, of frames in which somebody speaks.
    public struct Pitch: Codable, Sendable, Equatable {
        /// The median of F0, in hertz.
        public var medianHertz: Double
        /// F0's standard deviation over all sentences, in semitones.
        public var spreadSemitones: Double
        /// The mean of the sentences' own: unlike the one over all, it doesn't grow where speakers
        /// differ.
        public var sentenceSpreadSemitones: Double
        /// 5 % of the voiced frames lie below.
        public var lowHertz: Double
        /// 5 % of the voiced frames lie above.
        public var highHertz: Double
        /// The voiced share of the frames in which somebody speaks.
        public var voiced: Double
    }

    /// How far it is from speakers (``VoiceDistance``), the nearest first.
    public struct Likeness: Codable, Sendable, Equatable {
        /// A speaker.
        public struct Neighbour: Codable, Sendable, Equatable {
            /// Its name.
            public var speaker: String
            /// 0 where both are alike.
            public var distance: Double
        }

        /// The speakers, the nearest first.
        public var neighbours: [Neighbour]
        /// The place of the one it should be, from 1; nil where that isn't told.
        public var ownRank: Int?
    }

    /// Times; they are those of one run and of this machine.
    public struct Speed: Codable, Sendable, Equatable {
        /// From the request to the first samples, in seconds.
        public var firstAudioSeconds: Distribution
        /// From the request to the last sample, by the length of the audio.
        public var realTimeFactor: Distribution
    }

    /// A sentence of a subject.
    public struct Result: Codable, Sendable, Equatable {
        /// The sentence's name.
        public var id: String
        /// The recording beside the report; nil where there is none.
        public var audio: String?
        /// How long it lasts.
        public var seconds: Double?
        /// Why it could not be judged; its words count as wrong then.
        public var problem: String?
        /// What was heard, as compared; nil where nobody listened.
        public var heard: String?
        /// Words of the reference.
        public var referenceWords: Int
        /// Errors by words.
        public var errorRate: Double?
        /// What was heard otherwise.
        public var edits: [Edit]
        /// What listeners would say.
        public var naturalness: DNSMOSScore?
        /// The median of F0, in hertz; nil without a voiced frame.
        public var medianHertz: Double?
        /// F0's standard deviation, in semitones.
        public var spreadSemitones: Double?
        /// From the request to the first samples.
        public var firstAudioSeconds: Double?
        /// From the request to the last sample, by the length of the audio.
        public var realTimeFactor: Double?
    }

    /// A word that was heard otherwise.
    public struct Edit: Codable, Sendable, Equatable {
        /// What became of it.
        public var kind: WordEdit.Kind
        /// Its place in the reference, from 0; for an insertion that of the word behind it.
        public var position: Int
        /// What was said.
        public var reference: String?
        /// What was heard.
        public var hypothesis: String?

        /// An edit of an alignment.
        public init(_ edit: WordEdit) {
            kind = edit.kind
            position = edit.position
            reference = edit.reference
            hypothesis = edit.hypothesis
        }
    }
}
