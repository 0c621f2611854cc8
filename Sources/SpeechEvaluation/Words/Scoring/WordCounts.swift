/// How many words were heard right, and how many of each kind of error there are.
public struct WordCounts: Sendable, Equatable {
    /// Words of the reference that were heard.
    public var correct = 0
    /// Words of the reference for which others were heard.
    public var substitutions = 0
    /// Words of the reference that were not heard.
    public var deletions = 0
    /// Words that were heard and aren't in the reference.
    public var insertions = 0

    /// No words.
    public init() {}

    /// Substitutions, deletions and insertions.
    public var errors: Int { substitutions + deletions + insertions }
    /// How many words the reference has.
    public var referenceWords: Int { correct + substitutions + deletions }
    /// Errors by words of the reference: 0 where all was heard and nothing else; may be above 1.
    /// Nil where the reference has no word.
    public var errorRate: Double? {
        referenceWords > 0 ? Double(errors) / Double(referenceWords) : nil
    }

    /// Both together.
    public static func + (a: Self, b: Self) -> Self {
        var sum = a
        sum.correct += b.correct
        sum.substitutions += b.substitutions
        sum.deletions += b.deletions
        sum.insertions += b.insertions
        return sum
    }
}
