/// Voices and recordings judged over the same sentences: what `syrinx evaluate speech` writes.
///
/// Everything but times, memory, machine and date is the same whenever the same is judged.
public struct EvaluationReport: Codable, Sendable, Equatable {
    /// Under which circumstances the figures came about.
    public var conditions: Conditions
    /// The sentences, in the order of each subject's results.
    public var sentences: [Sentence]
    /// Who was judged.
    public var subjects: [Subject]
    /// Speakers that the subjects are compared with.
    public var speakers: [Speaker]

    /// A report of these parts.
    public init(
        conditions: Conditions, sentences: [Sentence], subjects: [Subject], speakers: [Speaker] = []
    ) {
        self.conditions = conditions
        self.sentences = sentences
        self.subjects = subjects
        self.speakers = speakers
    }

    /// Under which circumstances the figures came about.
    public struct Conditions: Codable, Sendable, Equatable {
        /// The file of the sentences.
        public var list: String
        /// Who writes down what is heard; nil where nobody did.
        public var recognizer: String?
        /// The seed of voices and intervals.
        public var seed: UInt64
        /// How texts are cut and delivered to voices.
        public var profile: String
        /// The active level in dBov at which DNSMOS heard everything; nil: as it was.
        public var level: Double?
        /// The machine that times and memory are of.
        public var machine: String
        /// The day, as ISO 8601 has it.
        public var date: String
        /// What was left out or went otherwise than asked, a sentence each.
        public var notes: [String]

        /// Circumstances.
        public init(
            list: String, recognizer: String?, seed: UInt64, profile: String,
            level: Double? = nil, machine: String, date: String, notes: [String] = []
        ) {
            self.list = list
            self.recognizer = recognizer
            self.seed = seed
            self.profile = profile
            self.level = level
            self.machine = machine
            self.date = date
            self.notes = notes
        }
    }

    /// What is said.
    public struct Sentence: Codable, Sendable, Equatable {
        /// Its name in the list.
        public var id: String
        /// As it is given to voices.
        public var text: String
        /// Its words as they are compared.
        public var words: [String]

        /// A sentence of a list.
        public init(_ sentence: SentenceList.Sentence) {
            id = sentence.id
            text = sentence.text
            words = sentence.words
        }
    }

    /// A speaker whom subjects are compared with.
    public struct Speaker: Codable, Sendable, Equatable {
        /// Its name.
        public var name: String
        /// How many recordings there are of it.
        public var recordings: Int
        /// How far its even recordings are from its odd ones: as near as the same voice comes.
        /// Nil where there is too little of it.
        public var ownDistance: Double?

        /// A speaker.
        public init(name: String, recordings: Int, ownDistance: Double?) {
            self.name = name
            self.recordings = recordings
            self.ownDistance = ownDistance
        }
    }
}
