/// Mandarin sentences in phonemes: words of a dictionary by their frequencies, characters with
/// several readings by their neighbours, tones as they are said beside each other.
///
/// It takes texts in words, as the normalizer writes them, in simplified and traditional
/// characters.
public struct MandarinPhonemizer: Phonemizer {
    /// Mandarin.
    public let language = Language.chinese
    private let reader: MandarinReader
    private let english: (any Phonemizer)?
    private let ipa = IPAReading(.chinese)

    /// Makes a phonemizer.
    ///
    /// - Parameters:
    ///   - lexicon: A dictionary of Chinese words.
    ///   - english: Reads words in Latin letters; without one they are spelt as Chinese
    ///     speakers name the letters.
    public init(lexicon: any MandarinLexicon, english: (any Phonemizer)? = nil) {
        reader = MandarinReader(lexicon: lexicon)
        self.english = english
    }

    /// The phonemes of a text in words.
    ///
    /// - Complexity: O(*n*).
    public func phonemes(
        of text: MappedText, pronunciations: [Pronunciation], boundary: Boundary
    ) -> PhonemeSequence {
        // One that has no sound in it is as if it weren't there.
        let given = pronunciations.compactMap { pronunciation in
            let words = ipa.words(of: pronunciation.ipa)
            let range = pronunciation.range.clamped(to: 0..<text.utf8.count)
            return words.isEmpty || range.isEmpty ? nil : (range: range, words: words)
        }
        var words = words(of: text, given: given.map(\.range))
        if let last = words.indices.last {
            words[last].pause = max(words[last].pause, boundary.phrasePause)
        }
        var builder = MandarinSequenceBuilder(text: text, language: language, english: english)
        for word in words {
            if case .given(let number) = word.content {
                builder.append(given[number].words, word)
            } else {
                builder.append(word)
            }
        }
        return builder.sequence
    }

    /// A word in Pinyin.
    public struct Reading: Sendable, Equatable {
        /// Its place in the text, in UTF-8 bytes.
        public var range: Range<Int>
        /// Its syllables in the tones of the dictionary.
        public var syllables: [PinyinSyllable]
        /// Its syllables as they are said beside their neighbours.
        public var spoken: [PinyinSyllable]
        /// What follows it.
        public var pause: PhrasePause

        /// The word in Pinyin with tone numbers, `zhong1guo2`.
        ///
        /// - Parameter asSpoken: Whether tones are those that are said, 你好 `ni2hao3`, or those
        ///   of the dictionary, `ni3hao3`.
        public func pinyin(asSpoken: Bool) -> String {
            (asSpoken ? spoken : syllables).lazy.map(\.description).joined()
        }
    }

    /// The words of a text in Chinese characters, in Pinyin; all others are left out.
    public func readings(of text: String) -> [Reading] {
        words(of: MappedText(verbatim: text.utf8, at: 0), given: []).filter(\.isHan).map {
            Reading(
                range: $0.range, syllables: $0.syllables, spoken: $0.spoken, pause: $0.pause)
        }
    }

    /// The characters of several readings in a text, which a model learns to read: those that a
    /// test wants, but for those that have rules of their own or stand in words whose reading is
    /// told, and for neutral tones.
    public func polyphones(
        in text: String, where isWanted: (Unicode.Scalar) -> Bool
    ) -> [PolyphoneOccurrence] {
        let words = words(of: MappedText(verbatim: text.utf8, at: 0), given: [])
        return PolyphoneScan.occurrences(in: words, of: isWanted).map(\.occurrence)
    }

    private func words(of text: MappedText, given: [Range<Int>]) -> [MandarinWord] {
        let runs = text.utf8.withUnsafeBufferPointer { MandarinScan.runs(of: $0, given: given) }
        var words: [MandarinWord] = []
        for run in runs {
            let start = words.count
            if case .han = run.content {
                words += reader.words(of: run)
            } else {
                words.append(MandarinWord(content: run.content, range: run.range))
            }
            if words.count > start { words[words.count - 1].pause = run.pause }
        }
        reader.read(&words)
        return words
    }
}

/// Puts the sounds of words together.
private struct MandarinSequenceBuilder {
    private(set) var sequence = PhonemeSequence()
    private let text: MappedText
    private let language: Language
    private let english: (any Phonemizer)?
    private var sounds = MandarinSoundTable()

    init(text: MappedText, language: Language, english: (any Phonemizer)?) {
        self.text = text
        self.language = language
        self.english = english
    }

    /// Appends a word as it was read.
    mutating func append(_ word: MandarinWord) {
        switch word.content {
        case .han:
            var phonemes: [Phoneme] = []
            for syllable in word.spoken { phonemes += sounds.phonemes(of: syllable) }
            append(phonemes, word.range, word.pause, word.origin)
        case .latin: appendLatin(word)
        case .unread: appendForeign(word)
        case .given: preconditionFailure("a given pronunciation has words of its own")
        }
    }

    /// Appends the words of a pronunciation that the text gives.
    mutating func append(_ given: [[Phoneme]], _ word: MandarinWord) {
        for (index, phonemes) in given.enumerated() {
            append(
                phonemes, word.range, index == given.count - 1 ? word.pause : .none, .given)
        }
    }

    /// Letters of other scripts as Latin ones, as far as there are any.
    private mutating func appendForeign(_ word: MandarinWord) {
        let letters = String(decoding: text.utf8[word.range], as: UTF8.self)
        let latin = ForeignLetters.ascii(letters)
        let phonemes =
            latin.utf8.contains(where: { UTF8Scan.isAlphanumeric($0) })
            ? spelled(latin) : []
        append(phonemes, word.range, word.pause, phonemes.isEmpty ? .unread : .spelled)
    }

    private mutating func appendLatin(_ word: MandarinWord) {
        let letters = String(decoding: text.utf8[word.range], as: UTF8.self)
        let isNumber = letters.utf8.allSatisfy { (0x30...0x39).contains($0) }
        guard let english, !isNumber else {
            return append(spelled(letters), word.range, word.pause, .spelled)
        }
        let said = english.phonemes(
            of: text.slice(word.range), pronunciations: [], boundary: .word)
        for (index, other) in said.words.enumerated() {
            var copy = other
            copy.text =
                other.text.lowerBound + word.range.lowerBound..<other.text.upperBound
                + word.range.lowerBound
            let start = sequence.phonemes.count
            sequence.phonemes += said.phonemes(of: other)
            copy.phonemes = start..<sequence.phonemes.count
            if index == said.words.count - 1 { copy.pause = max(copy.pause, word.pause) }
            sequence.words.append(copy)
        }
        if said.words.isEmpty { append([], word.range, word.pause, .unread) }
    }

    /// Letters and digits by their names.
    private mutating func spelled(_ letters: String) -> [Phoneme] {
        var phonemes: [Phoneme] = []
        for scalar in letters.unicodeScalars {
            for byte in (LatinFolding.ascii(of: scalar) ?? "").utf8 {
                for syllable in MandarinLetters.name(of: byte) {
                    phonemes += sounds.phonemes(of: syllable)
                }
            }
        }
        return phonemes
    }

    private mutating func append(
        _ phonemes: [Phoneme], _ range: Range<Int>, _ pause: PhrasePause,
        _ origin: PhonemeSequence.Origin
    ) {
        let start = sequence.phonemes.count
        sequence.phonemes += phonemes
        sequence.words.append(
            PhonemeSequence.Word(
                language: language, text: range, source: text.sourceRange(of: range),
                phonemes: start..<sequence.phonemes.count, pause: pause, origin: origin))
    }
}
