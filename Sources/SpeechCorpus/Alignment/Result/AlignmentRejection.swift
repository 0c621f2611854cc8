/// Why an utterance is not aligned.
public struct AlignmentRejection: Error, Sendable, Equatable, Codable {
    /// What is wrong; each a different remedy.
    public enum Reason: String, Sendable, Codable, CaseIterable {
        /// The recording couldn't be read, or has another rate.
        case unreadable
        /// There is no word in the text.
        case noWords = "no-words"
        /// A word has no pronunciation, or an empty one.
        case noPronunciation = "no-pronunciation"
        /// Longer than is aligned at once.
        case tooLong = "too-long"
        /// Too short for so many phones: the text is another's, or the recording is cut off.
        case tooShort = "too-short"
        /// Nothing is to be heard.
        case silent
        /// Text and sound differ throughout.
        case mismatch
        /// Text and sound differ somewhere: words are missing, or others are said.
        case partialMismatch = "partial-mismatch"
    }

    /// What is wrong.
    public var reason: Reason
    /// More about it.
    public var detail: String
    /// The score, where there is one (``PhoneAlignment/score``).
    public var score: Double?

    init(_ reason: Reason, _ detail: String = "", score: Double? = nil) {
        self.reason = reason
        self.detail = detail
        self.score = score
    }
}
