internal import SpeechText

/// A recording's text in phonemes, ready to be aligned.
struct SpokenText: Sendable {
    /// Words that have a sound, in order.
    let words: [Word]
    let utterance: AlignmentUtterance

    struct Word: Sendable {
        let phonemes: [Phoneme]
    }

    /// Reads a text: numbers and symbols become words first.
    ///
    /// - Throws: `TextError`.
    init(_ recording: RecordingText, _ phonemizer: any Phonemizer) throws(TextError) {
        var options = TextOptions()
        options.language = phonemizer.language
        let document = try Document(Self.wording(of: recording.text).utf8, options: options)
        let inventory = PhonemeInventory.of(phonemizer.language)
        var words: [Word] = []
        var aligned: [AlignmentWord] = []
        for sentence in document.sentences {
            let sequence = phonemizer.phonemes(of: sentence)
            let bytes = Array(sentence.spoken.utf8)
            for word in sequence.words where !word.phonemes.isEmpty {
                let phonemes = Array(sequence.phonemes(of: word))
                words.append(Word(phonemes: phonemes))
                aligned.append(
                    AlignmentWord(
                        String(decoding: bytes[word.text], as: UTF8.self),
                        pronunciations: [phonemes.map { inventory?.name(of: $0.symbol) ?? "?" }]))
            }
        }
        self.words = words
        utterance = AlignmentUtterance(name: recording.name, words: aligned)
    }

    /// A corpus' text as it is read: some write whole texts in capitals, which would be spelled.
    static func wording(of text: String) -> String {
        text.contains(where: \.isLowercase) ? text : text.lowercased()
    }

    /// The rows of a package's `tokens`: phoneme, stress, position in the word, language and
    /// frames, which add up to the clip's.
    ///
    /// - Parameters:
    ///   - alignment: Of this text, in samples of `rate`.
    ///   - frames: Of the clip, `hop` samples each at a rate of its own.
    ///   - samplesPerFrame: Of the alignment's audio.
    func tokens(
        _ alignment: PhoneAlignment, frames: Int, samplesPerFrame: Double, language: Int = 0
    ) -> [[Int32]] {
        var rows = TokenRows(frames: frames, language: language)
        var place = 0
        var word: Int?
        for (index, segment) in alignment.segments.enumerated() {
            let isLast = index == alignment.segments.count - 1
            let end = isLast ? frames : Int((Double(segment.end) / samplesPerFrame).rounded())
            guard let number = segment.word else {
                rows.pause(end: end)
                word = nil
                continue
            }
            place = number == word ? place + 1 : 0
            word = number
            let phonemes = words[number].phonemes
            rows.phoneme(phonemes[place], place, of: phonemes.count, end: end)
        }
        return rows.rows
    }
}
