internal import ModelBlocks
internal import SpeechModel
internal import SpeechText

/// A segment on its way to sound: what its phonemes are and how long each lasts.
struct WrenUtterance {
    /// Tokens as the acoustic model takes them.
    let tokens: [PhonemeToken]
    /// What they were made of.
    let sequence: PhonemeSequence
    /// Letters without a reading, and pronunciations that weren't understood.
    let unread: [Unread]

    /// Reads a segment.
    init(_ segment: SpeechSegment, _ phonemizer: some Phonemizer) {
        sequence = phonemizer.phonemes(
            of: segment.text, pronunciations: segment.pronunciations)
        tokens = sequence.tokens()
        let bytes = Array(segment.text.utf8)
        var letters = ""
        for word in sequence.words where word.origin == .unread {
            letters += String(decoding: bytes[word.text], as: UTF8.self)
        }
        let ipa = IPAReading(.english)
        unread =
            (letters.isEmpty ? [] : [.letters(letters)])
            + segment.pronunciations.filter { ipa.words(of: $0.ipa).isEmpty }
            .map { .pronunciation(ipa: $0.ipa) }
    }

    /// The four numbers of each token: phoneme, stress, position, language.
    var numbers: [[Int]] {
        tokens.map { [Int($0.symbol), Int($0.stress), Int($0.position), 0] }
    }
}
