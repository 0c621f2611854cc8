internal import SpeechText

/// Rows of a package's `tokens`: phoneme, stress, position in the word, language and frames, which
/// add up to the clip's.
struct TokenRows {
    private(set) var rows: [[Int32]] = []
    private let frames: Int
    private let language: Int32
    private var start = 0

    /// Rows for a clip of so many frames.
    init(frames: Int, language: Int = 0) {
        self.frames = frames
        self.language = Int32(language)
    }

    /// Adds a pause.
    ///
    /// - Parameter end: Where it ends, in frames; what lies behind the clip is its end.
    mutating func pause(end: Int) { append(Phoneme(.pause), .single, end) }

    /// Adds a phoneme.
    ///
    /// - Parameters:
    ///   - place: Its number in the word, from 0.
    ///   - count: Phonemes of the word.
    ///   - end: Where it ends, in frames.
    mutating func phoneme(_ phoneme: Phoneme, _ place: Int, of count: Int, end: Int) {
        append(phoneme, WordPosition(place, of: count), end)
    }

    private mutating func append(_ phoneme: Phoneme, _ position: WordPosition, _ end: Int) {
        let end = max(min(end, frames), start)
        rows.append([
            Int32(phoneme.symbol.id), Int32(phoneme.stress.rawValue), Int32(position.rawValue),
            language, Int32(end - start),
        ])
        start = end
    }
}
