public import SpeechText

/// Finds the ends of words where they are not written with spaces.
///
/// Planning asks only when a stretch of text has no mark to end at, and only about
/// scripts that write words together (Chinese, Japanese, Thai, …): everywhere else
/// a word is what stands between white space.
public struct WordFinder: Sendable {
    /// Offsets of the spoken text at which a word ends, ascending, within a range
    /// that begins where a word begins.
    public let wordEnds: @Sendable (Sentence, Range<Int>) -> [Int]

    /// Makes a finder.
    public init(_ wordEnds: @escaping @Sendable (Sentence, Range<Int>) -> [Int]) {
        self.wordEnds = wordEnds
    }

    /// Finds words by ICU's rules and dictionaries.
    public static let dictionary = WordFinder { sentence, range in
        // The range alone: a text without any mark may be one sentence of megabytes.
        let part = Sentence(
            spoken: MappedText(verbatim: sentence.spoken.utf8[range], at: 0), source: range,
            style: sentence.style)
        return part.wordEnds.map { $0 + range.lowerBound }
    }

    /// Takes every character for a word.
    public static let characters = WordFinder { sentence, range in
        sentence.spoken.utf8.characterEnds(in: range)
    }
}
