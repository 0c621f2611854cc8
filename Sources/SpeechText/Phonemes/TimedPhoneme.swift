/// A phoneme, or a pause, as somebody spoke it.
public struct TimedPhoneme: Hashable, Sendable {
    /// The sound; ``PhonemeSymbol/pause`` for silence.
    public var phoneme: Phoneme
    /// The index of its word in the ``PhonemeSequence``; nil of a pause.
    public var word: Int?
    /// Seconds from the first sample to its end.
    public var end: Double

    /// Makes one.
    public init(_ phoneme: Phoneme, word: Int?, end: Double) {
        self.phoneme = phoneme
        self.word = word
        self.end = end
    }
}
