import SpeechModel
import SpeechPlan
import SpeechText

/// A word of a piece: where it is in the text, and when its segment says it.
struct TimedWord: Equatable, Sendable {
    /// Its letters.
    var letters: String
    /// Those in the chunk's text.
    var text: Range<Int>
    /// Its part of the source.
    var source: Range<Int>
    var time: Range<Duration>
    var phones: [SpokenWord.Phone] = []

    init(_ word: SpokenWord, of piece: Piece) {
        let letters = piece.words.text.utf8.dropFirst(word.text.lowerBound).prefix(word.text.count)
        self.letters = String(decoding: letters, as: UTF8.self)
        let offset = piece.words.offset
        text = offset + word.text.lowerBound..<offset + word.text.upperBound
        source = piece.map.sourceRange(of: text)
        time = word.time
        phones = word.phones
    }
}

/// Words of a piece that wait for their listener.
///
/// A piece that is continued with the same seed tells of its words once more; they are taken once.
struct WordStore: Sendable {
    private var waiting: [TimedWord] = []
    /// Where in the piece's text the last word ends.
    private var end = 0

    /// Adds words that are new, whatever a family says: only what lies in the text, in its order.
    mutating func add(_ words: [SpokenWord], of piece: Piece) {
        let count = piece.words.text.utf8.count
        for word in words
        where word.text.lowerBound >= end && word.text.upperBound <= count && !word.text.isEmpty {
            end = word.text.upperBound
            waiting.append(TimedWord(word, of: piece))
        }
    }

    /// The words since this was last asked.
    mutating func take() -> [TimedWord] {
        defer { waiting = [] }
        return waiting
    }
}
