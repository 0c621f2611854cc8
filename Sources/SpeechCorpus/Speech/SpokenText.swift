internal import SpeechText

/// A recording's text in phonemes, ready to be aligned.
struct SpokenText: Sendable {
    /// Words that have a sound, in order.
    let words: [Word]
    let utterance: AlignmentUtterance
    /// The language's number among tokens.
    private let language: Int

    struct Word: Sendable {
        let phonemes: [Phoneme]
        /// How many phonemes of its accent phrase stand before it, in Japanese; 0 otherwise.
        var before = 0
        /// How many its accent phrase has; its own otherwise.
        var total: Int

        init(_ phonemes: [Phoneme]) {
            self.phonemes = phonemes
            total = phonemes.count
        }
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
            var phrase = words.count
            for word in sequence.words where !word.phonemes.isEmpty {
                let phonemes = Array(sequence.phonemes(of: word))
                if !word.joinsPhrase { phrase = words.count }
                words.append(Word(phonemes))
                Self.join(&words[phrase...])
                aligned.append(
                    AlignmentWord(
                        String(decoding: bytes[word.text], as: UTF8.self),
                        pronunciations: [phonemes.map { inventory?.name(of: $0.symbol) ?? "?" }]))
            }
        }
        self.words = words
        language = inventory?.number ?? 0
        utterance = AlignmentUtterance(name: recording.name, words: aligned)
    }

    /// Counts the last word among the phonemes of its phrase.
    private static func join(_ phrase: inout ArraySlice<Word>) {
        guard phrase.count > 1, let last = phrase.indices.last else { return }
        phrase[last].before = phrase[last - 1].total
        let total = phrase[last].before + phrase[last].phonemes.count
        for index in phrase.indices { phrase[index].total = total }
    }

    /// A corpus' text as it is read: some write whole texts in capitals, which would be spelled.
    static func wording(of text: String) -> String {
        text.contains(where: \.isLowercase) ? text : text.lowercased()
    }

    /// The rows of a package's `tokens`: phoneme, stress, position in the word or accent phrase, language and
    /// frames, which add up to the clip's.
    ///
    /// - Parameters:
    ///   - alignment: Of this text, in samples of `rate`.
    ///   - frames: Of the clip, `hop` samples each at a rate of its own.
    ///   - samplesPerFrame: Of the alignment's audio.
    func tokens(
        _ alignment: PhoneAlignment, frames: Int, samplesPerFrame: Double
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
            let said = words[number]
            rows.phoneme(said.phonemes[place], said.before + place, of: said.total, end: end)
        }
        return rows.rows
    }
}
