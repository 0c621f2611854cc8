/// What became of the texts that teachers were to say.
public struct TeacherReport: Sendable, Equatable, Codable {
    /// A sentence that a teacher didn't say, or whose sound was of no use.
    public struct Rejected: Sendable, Equatable, Codable {
        /// The voice and the text's place.
        public let name: String
        /// Why.
        public let reason: String
    }

    /// Sentences found, each for every voice.
    public internal(set) var sentences = 0
    /// Clips kept.
    public internal(set) var clips = 0
    /// Seconds of the clips kept.
    public internal(set) var seconds = 0.0
    /// Phonemes of the clips kept.
    public internal(set) var phonemes = 0
    /// Of them, those that the teacher says otherwise than the text's front end; they stand as
    /// they were said.
    public internal(set) var changed = 0
    /// Of the clips kept, how many stayed below the level asked for, so that no peak is cut.
    public internal(set) var limited = 0
    /// What was left out.
    public internal(set) var rejected: [Rejected] = []
    /// Texts without a word that can be said.
    public internal(set) var wordless = 0
    /// Recordings whose texts are kept for tests.
    public internal(set) var heldOut = 0
    /// Clips that weren't even tried, since the package was full.
    public internal(set) var untried = 0
    /// Bytes of the package.
    public internal(set) var bytes = 0
}
