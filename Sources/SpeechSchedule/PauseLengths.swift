public import SpeechText

/// The pauses between chunks at neutral rate, from the last sound of one to the
/// first of the next. The last chunk is followed by none. Speech at twice the rate has pauses half as long; pauses that
/// the text itself asks for are kept as asked.
public struct PauseLengths: Sendable, Equatable {
    /// Where the text has no mark.
    public var word: Duration
    /// After a comma and its relatives.
    public var clause: Duration
    /// After a full stop and its relatives.
    public var sentence: Duration
    /// After a paragraph, heading or list item.
    public var paragraph: Duration

    /// Makes pauses.
    public init(
        word: Duration = .zero, clause: Duration = .milliseconds(120),
        sentence: Duration = .milliseconds(350), paragraph: Duration = .milliseconds(700)
    ) {
        self.word = word
        self.clause = clause
        self.sentence = sentence
        self.paragraph = paragraph
    }

    /// The pause after a kind of boundary.
    public func after(_ boundary: Boundary) -> Duration {
        switch boundary {
        case .word: word
        case .clause: clause
        case .sentence: sentence
        case .paragraph: paragraph
        }
    }
}
