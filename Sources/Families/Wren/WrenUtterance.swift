internal import ModelBlocks
internal import SpeechModel
internal import SpeechText

/// A segment on its way to sound: what its phonemes are and how long each lasts.
struct WrenUtterance {
    /// Tokens as the acoustic model takes them.
    let tokens: [PhonemeToken]
    /// What they were made of.
    let sequence: PhonemeSequence
    /// The text's language, by its number.
    private let language: Int
    /// Letters without a reading, and pronunciations that weren't understood.
    let unread: [Unread]

    /// Reads a segment.
    init(_ segment: SpeechSegment, _ phonemizer: any Phonemizer) {
        let inventory = PhonemeInventory.of(phonemizer.language) ?? .english
        language = inventory.number
        sequence = phonemizer.phonemes(
            of: segment.text, pronunciations: segment.pronunciations)
        tokens = sequence.tokens()
        let bytes = Array(segment.text.utf8)
        var letters = ""
        for word in sequence.words where word.origin == .unread {
            letters += String(decoding: bytes[word.text], as: UTF8.self)
        }
        let ipa = IPAReading(inventory)
        unread =
            (letters.isEmpty ? [] : [.letters(letters)])
            + segment.pronunciations.filter { ipa.words(of: $0.ipa).isEmpty }
            .map { .pronunciation(ipa: $0.ipa) }
    }

    /// The four numbers of each token: phoneme, stress, position, language. A word of another
    /// language within has that one's.
    var numbers: [[Int]] {
        tokens.map { token in
            let word = token.isPause ? nil : sequence.words[Int(token.word)]
            let own = word.flatMap { PhonemeInventory.of($0.language) }?.number ?? language
            return [Int(token.symbol), Int(token.stress), Int(token.position), own]
        }
    }
}
