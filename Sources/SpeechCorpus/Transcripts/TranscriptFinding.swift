/// Something that is wrong with a corpus' texts. What is right is used all the same.
public struct TranscriptFinding: Sendable, Hashable, Codable {
    /// What is wrong; each a different remedy.
    public enum Kind: String, Sendable, Codable, CaseIterable {
        /// A file can't be read.
        case unreadable
        /// A line or a file of one text is not UTF-8.
        case notUTF8 = "not-utf-8"
        /// A line, or a file of one text, is longer than any text of a recording.
        case tooLong = "too-long"
        /// A line has no name or no text.
        case noText = "no-text"
        /// A name is no name in the corpus: it leads elsewhere, or holds control characters.
        case badName = "bad-name"
        /// A recording has another text already, which is kept.
        case duplicate
        /// There is no recording of that name.
        case noRecording = "no-recording"
        /// A file beside a recording holds times of labels, not a text.
        case noSentence = "no-sentence"
    }

    /// What is wrong.
    public let kind: Kind
    /// The file, from the input given on.
    public let source: String
    /// Its line, from 1; 0: the whole file.
    public let line: Int
    /// The name or the reason, as far as there is one.
    public let detail: String
}
