/// English sentences in phonemes: words by a dictionary, homographs by their neighbours, what
/// the dictionary lacks by its parts, letters or rules.
public struct EnglishPhonemizer: Phonemizer {
    /// The language of the dictionary.
    public let language: Language
    private let reader: EnglishWordReader
    private let ipa = IPAReading(.english)

    /// Makes a phonemizer.
    ///
    /// - Parameter lexicon: An English dictionary; its phonemes are those of
    ///   ``PhonemeInventory/english``.
    public init(lexicon: any PronunciationLexicon) {
        precondition(lexicon.language.matches(.english), "the dictionary isn't English")
        language = lexicon.language
        reader = EnglishWordReader(lexicon: lexicon)
    }

    /// The phonemes of a text in words. What stands in other scripts is read in Latin letters.
    public func phonemes(
        of text: MappedText, pronunciations: [Pronunciation], boundary: Boundary
    ) -> PhonemeSequence {
        // One that has no sound in it is as if it weren't there.
        let given = pronunciations.compactMap { pronunciation in
            let words = ipa.words(of: pronunciation.ipa)
            let range = pronunciation.range.clamped(to: 0..<text.utf8.count)
            return words.isEmpty || range.isEmpty ? nil : (range: range, words: words)
        }
        var words = text.utf8.withUnsafeBufferPointer {
            EnglishWordScan.words(of: $0, given: given.map(\.range))
        }
        for (index, word) in words.enumerated()
        where word.letters.utf8.count == 1 && word.has(.capital)
            && (text.isReplaced(across: word.range.lowerBound)
                || text.isReplaced(across: word.range.upperBound))
        {
            words[index].shape.insert(.ofAcronym)
        }
        if let last = words.indices.last {
            words[last].pause = max(words[last].pause, boundary.phrasePause)
        }
        let isShouted = Self.isShouted(words)
        // Words are read as they are written; only then does a reader breathe.
        var breaths = EnglishPhrasing.pauses(in: words)[...]
        var builder = EnglishSequenceBuilder(text: text, language: language, count: words.count)
        for index in words.indices {
            var word = words[index]
            if breaths.first == index {
                breaths.removeFirst()
                word.pause = .minor
            }
            if let number = word.given {
                builder.append(given[number].words, word)
                continue
            }
            builder.append(
                reader.reading(
                    of: EnglishContext(words: words, index: index), isShouted: isShouted),
                word)
        }
        return builder.sequence
    }

    /// Whether a text stands in capitals, so that they say nothing of its words.
    private static func isShouted(_ words: [EnglishWord]) -> Bool {
        var long = 0
        for word in words where word.given == nil {
            guard word.has(.allCapitals) || word.letters.isEmpty else { return false }
            if word.letters.utf8.count > 3 { long += 1 }
        }
        return long > 1
    }
}

extension Boundary {
    /// The pause that a phrase ends with at this kind of place.
    var phrasePause: PhrasePause {
        switch self {
        case .word: .none
        case .clause: .minor
        case .sentence, .paragraph: .major
        }
    }
}

/// Puts the readings of words together.
struct EnglishSequenceBuilder {
    private(set) var sequence = PhonemeSequence()
    private let text: MappedText
    private let language: Language
    /// The vowel that the last word ends with where the next begins with one.
    private var linking: PhonemeSymbol?

    init(text: MappedText, language: Language, count: Int) {
        self.text = text
        self.language = language
        sequence.words.reserveCapacity(count)
        sequence.phonemes.reserveCapacity(count * 4)
    }

    /// Appends a word as it was read.
    mutating func append(_ reading: EnglishWordReader.Reading, _ word: EnglishWord) {
        append(reading.phonemes, word, word.pause, reading.origin, reading.sense)
        linking = word.pause == .none ? reading.linking : nil
    }

    /// Appends the words of a pronunciation that the text gives.
    mutating func append(_ given: [[Phoneme]], _ word: EnglishWord) {
        for (index, phonemes) in given.enumerated() {
            append(phonemes, word, index == given.count - 1 ? word.pause : .none, .given, nil)
            linking = nil
        }
    }

    private mutating func append(
        _ phonemes: [Phoneme], _ word: EnglishWord, _ pause: PhrasePause,
        _ origin: PhonemeSequence.Origin, _ sense: WordSense?
    ) {
        if let linking, phonemes.first?.isVowel == true, !sequence.phonemes.isEmpty {
            sequence.phonemes[sequence.phonemes.count - 1] = Phoneme(linking)
        }
        let start = sequence.phonemes.count
        sequence.phonemes.append(contentsOf: phonemes)
        sequence.words.append(
            PhonemeSequence.Word(
                language: language, text: word.range, source: text.sourceRange(of: word.range),
                phonemes: start..<sequence.phonemes.count, pause: pause, origin: origin,
                sense: sense))
    }
}
