/// Turns sentences into phonemes: one for each language that has a front end.
///
/// A phonemizer is a value; several threads may use it at once.
public protocol Phonemizer: Sendable {
    /// The language that it reads.
    var language: Language { get }

    /// The phonemes of a text in words.
    ///
    /// - Parameters:
    ///   - text: The words, with where they came from.
    ///   - pronunciations: Those that the text or its user gives; ascending, disjoint.
    ///   - boundary: What kind of place the text ends at; its pause is the last word's, unless
    ///     a mark there asks for a longer one.
    func phonemes(
        of text: MappedText, pronunciations: [Pronunciation], boundary: Boundary
    ) -> PhonemeSequence
}

extension Phonemizer {
    /// The phonemes of a sentence.
    public func phonemes(of sentence: Sentence) -> PhonemeSequence {
        phonemes(
            of: sentence.spoken, pronunciations: sentence.pronunciations,
            boundary: sentence.boundary)
    }

    /// The phonemes of words without a source of their own; source ranges are those in the
    /// text.
    public func phonemes(
        of text: String, pronunciations: [Pronunciation] = [], boundary: Boundary = .sentence
    ) -> PhonemeSequence {
        phonemes(
            of: MappedText(verbatim: text.utf8, at: 0), pronunciations: pronunciations,
            boundary: boundary)
    }
}
