/// What is said in a recording, by whom, and who tells.
public struct RecordingText: Sendable, Hashable, Codable {
    /// Where the recording is.
    public let path: String
    /// What reports call it: from the input given on.
    public let name: String
    /// What is said: one line, not empty.
    public let text: String
    /// Who says it.
    public let speaker: String
    /// The file that tells, from the input given on.
    public let source: String
    /// Its line, from 1.
    public let line: Int
}
