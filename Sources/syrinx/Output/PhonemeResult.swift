import SpeechText

/// The phonemes of a sentence as JSON.
struct PhonemeResult: Encodable {
    /// A word with its phonemes.
    struct Word: Encodable {
        let text: String
        let language: String
        /// Where it stands in the source, in UTF-8 bytes: beginning and end.
        let sourceRange: [Int]
        let phonemes: [String]
        let ipa: String
        /// How the pronunciation was found.
        let origin: String
        /// What it was taken for, where that decides.
        let sense: String?
        /// Whether it makes one accent phrase with the word before it; absent where not.
        let joinsPhrase: Bool?
        /// What follows: none, minor or major.
        let pause: String
    }

    let sourceRange: [Int]
    let language: String
    let words: [Word]
    /// What an acoustic model takes: symbol, stress, position, pause and word of each token.
    let tokens: [[Int]]

    init(_ sequence: PhonemeSequence, of sentence: Sentence) {
        sourceRange = [sentence.source.lowerBound, sentence.source.upperBound]
        language = sentence.style.language.tag
        words = sequence.words.map { word in
            let inventory = PhonemeInventory.of(word.language) ?? .english
            let phonemes = sequence.phonemes(of: word)
            return Word(
                text: String(decoding: sentence.spoken.utf8[word.text], as: UTF8.self),
                language: word.language.tag,
                sourceRange: [word.source.lowerBound, word.source.upperBound],
                phonemes: phonemes.compactMap { inventory.name(of: $0) },
                ipa: IPAReading(inventory).ipa(of: phonemes),
                origin: word.origin.rawValue, sense: word.sense?.rawValue,
                joinsPhrase: word.joinsPhrase ? true : nil,
                pause: "\(word.pause)")
        }
        tokens = sequence.tokens().map { token in
            [
                Int(token.symbol), Int(token.stress), Int(token.position), Int(token.pause),
                Int(token.word),
            ]
        }
    }
}
