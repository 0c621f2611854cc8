/// How well a recording was understood.
public struct WordScore: Sendable, Equatable {
    /// What messages call the recording.
    public let name: String
    /// What is said, as compared.
    public let reference: [String]
    /// What was heard, as compared.
    public let hypothesis: [String]
    /// What was heard otherwise, in order.
    public let edits: [WordEdit]
    /// How many words of each kind there are.
    public let counts: WordCounts

    /// Compares what was heard with what is said.
    ///
    /// - Parameters:
    ///   - name: What messages call the recording.
    ///   - reference: What is said, from ``reference(_:of:)``.
    ///   - hypothesis: What a recogniser heard; nothing where it heard no word.
    public init(
        name: String, reference: [String], hypothesis: String
    ) throws(WordScoringError) {
        guard !reference.isEmpty else { throw .emptyReference(name: name) }
        try self.init(
            name: name, reference: reference, heard: Self.words(hypothesis, of: name))
    }

    /// Compares what was heard with what is said, both in words, or in whatever else there is an
    /// order of, such as phones.
    public init(
        name: String, reference: [String], heard: [String]
    ) throws(WordScoringError) {
        guard !reference.isEmpty else { throw .emptyReference(name: name) }
        guard let alignment = WordAlignment(reference: reference, hypothesis: heard) else {
            throw .tooLong(name: name, reference: reference.count, hypothesis: heard.count)
        }
        self.name = name
        self.reference = reference
        self.hypothesis = heard
        edits = alignment.edits
        counts = alignment.counts
    }

    /// The words of a reference text, of which there must be one; to be asked for before the
    /// recogniser takes its time.
    public static func reference(
        _ text: String, of name: String
    ) throws(WordScoringError) -> [String] {
        let words = try words(text, of: name)
        guard !words.isEmpty else { throw .emptyReference(name: name) }
        return words
    }

    private static func words(
        _ text: String, of name: String
    ) throws(WordScoringError) -> [String] {
        do { return try ScoringWords.words(of: text) } catch {
            throw .text(name: name, error: error)
        }
    }
}
