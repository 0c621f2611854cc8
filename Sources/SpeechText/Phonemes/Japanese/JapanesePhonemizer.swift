/// Japanese sentences in phonemes: words of a dictionary, accent phrases, morae with high or low
/// pitch, voiceless vowels.
///
/// It takes texts in words or with digits. A pronunciation that the text gives may be in IPA or
/// in kana (`JapaneseTranscription`).
public struct JapanesePhonemizer: Phonemizer {
    /// Japanese.
    public let language = Language.japanese
    private let reader: JapaneseReader
    private let english: (any Phonemizer)?
    private let ipa = IPAReading(.japanese)

    /// Makes a phonemizer.
    ///
    /// - Parameters:
    ///   - analyzer: A dictionary of Japanese words.
    ///   - english: Reads words in Latin letters that the dictionary doesn't have; without one
    ///     they are spelt as Japanese speakers name the letters.
    public init(analyzer: any JapaneseWordAnalyzer, english: (any Phonemizer)? = nil) {
        reader = JapaneseReader(analyzer: analyzer, hasEnglish: english != nil)
        self.english = english
    }

    /// An accent phrase: a run of words with at most one fall of the voice.
    public struct Phrase: Sendable, Equatable {
        /// Its place in the text, in UTF-8 bytes.
        public var range: Range<Int>
        /// How it is said, in katakana; long vowels as ー.
        public var kana: String
        /// How many morae it has.
        public var morae: Int
        /// The mora after which the voice falls, from 1; 0 where it doesn't.
        public var accent: Int
        /// What follows it.
        public var pause: PhrasePause
    }

    /// The accent phrases of a text; words in other languages and what can't be said are left
    /// out.
    public func phrases(of text: String) -> [Phrase] {
        let utf8 = Array(text.utf8)
        return Self.spoken(reader.words(of: utf8[...], given: [])).compactMap { group in
            guard let first = group.words.first, let last = group.words.last,
                first.role == .said
            else { return nil }
            let morae = group.morae
            return Phrase(
                range: first.range.lowerBound..<max(last.range.upperBound, first.range.upperBound),
                kana: morae.map(\.kana).joined(), morae: morae.count,
                accent: min(first.accent, morae.count), pause: group.pause)
        }
    }

    /// The phonemes of a text.
    ///
    /// - Complexity: O(*n*).
    public func phonemes(
        of text: MappedText, pronunciations: [Pronunciation], boundary: Boundary
    ) -> PhonemeSequence {
        var sounds: [[[Phoneme]]] = []
        var given: [JapaneseWord] = []
        for pronunciation in pronunciations {
            let range = pronunciation.range.clamped(to: 0..<text.utf8.count)
            guard !range.isEmpty else { continue }
            if let kana = JapaneseTranscription(pronunciation.ipa)
                ?? JapaneseTranscription(ipa: pronunciation.ipa)
            {
                given += kana.phrases.map { phrase in
                    JapaneseWord(
                        surface: phrase.kana, range: range, kind: .noun,
                        base: JapaneseReader.givenBase, pronunciation: phrase.kana,
                        accent: phrase.accent, morae: phrase.morae, joins: false)
                }
            } else {
                // One that has no sound in it is as if it weren't there.
                let words = ipa.words(of: pronunciation.ipa)
                guard !words.isEmpty else { continue }
                var word = JapaneseWord(
                    surface: "", range: range, kind: .symbol, base: JapaneseReader.givenBase,
                    morae: 1, joins: false)
                word.role = .given(sounds.count)
                sounds.append(words)
                given.append(word)
            }
        }
        let words = reader.words(of: text.utf8[...], given: given)
        var builder = JapaneseSequenceBuilder(text: text, language: language, english: english)
        for group in Self.spoken(words) { builder.append(group, sounds) }
        builder.end(with: boundary.phrasePause)
        return builder.sequence
    }

    /// The words in accent phrases, each with its morae. Words that aren't said in kana are
    /// groups of their own.
    private static func spoken(_ words: [JapaneseWord]) -> [JapaneseGroup] {
        var groups: [JapaneseGroup] = []
        var places: [JapaneseDevoicing.Place] = []
        var accent = 0
        var count = 0
        for (index, word) in words.enumerated() {
            guard word.role == .said else {
                if case .pause(let pause) = word.role {
                    if let last = groups.indices.last {
                        groups[last].pause = max(groups[last].pause, pause)
                        groups[last].isClosed = true
                    }
                } else {
                    groups.append(JapaneseGroup(words: [word], first: index, isClosed: true))
                }
                places.append(
                    JapaneseDevoicing.Place(
                        mora: JapaneseMora(kana: "、", isVoiceless: false), word: index,
                        isPause: true, isQuestion: word.surface == "？"))
                continue
            }
            if word.joins == true, let last = groups.indices.last, !groups[last].isClosed {
                groups[last].words.append(word)
            } else {
                groups.append(JapaneseGroup(words: [word], first: index))
                accent = word.accent
                count = 0
            }
            for mora in JapaneseMora.morae(of: word.pronunciation ?? "") {
                // There is nothing to lengthen at a phrase's beginning.
                if mora.kana == "ー", count == 0 { continue }
                count += 1
                places.append(
                    JapaneseDevoicing.Place(mora: mora, word: index, isNucleus: count == accent))
            }
        }
        JapaneseDevoicing.decide(&places, words)
        var next = 0
        for index in groups.indices {
            let last = groups[index].first + groups[index].words.count - 1
            while next < places.count, places[next].word <= last {
                if !places[next].isPause, places[next].word >= groups[index].first {
                    groups[index].morae.append(places[next].mora)
                    groups[index].owners.append(places[next].word - groups[index].first)
                }
                next += 1
            }
        }
        return groups
    }
}

/// An accent phrase with its words and morae, or one word that isn't said in kana.
struct JapaneseGroup {
    var words: [JapaneseWord]
    /// The number of its first word.
    var first: Int
    var morae: [JapaneseMora] = []
    /// Of each mora, which of the words it belongs to.
    var owners: [Int] = []
    var pause = PhrasePause.none
    var isClosed = false
}

/// Puts the sounds of phrases together.
private struct JapaneseSequenceBuilder {
    private(set) var sequence = PhonemeSequence()
    private let text: MappedText
    private let language: Language
    private let english: (any Phonemizer)?

    init(text: MappedText, language: Language, english: (any Phonemizer)?) {
        self.text = text
        self.language = language
        self.english = english
    }

    mutating func append(_ group: JapaneseGroup, _ given: [[[Phoneme]]]) {
        guard let first = group.words.first else { return }
        switch first.role {
        case .said: appendPhrase(group)
        case .english: appendEnglish(first.range)
        case .given(let number):
            for phonemes in given[number] { append(phonemes, first.range, .given, joins: false) }
        case .unread, .pause: append([], first.range, .unread, joins: false)
        }
        if let last = sequence.words.indices.last {
            sequence.words[last].pause = max(sequence.words[last].pause, group.pause)
        }
    }

    /// Gives the last word the pause of the sentence's end.
    mutating func end(with pause: PhrasePause) {
        if let last = sequence.words.indices.last {
            sequence.words[last].pause = max(sequence.words[last].pause, pause)
        }
    }

    private mutating func appendPhrase(_ group: JapaneseGroup) {
        let accent = group.words[0].accent
        var start = 0
        // A long vowel lengthens one within its phrase.
        let phraseStart = sequence.phonemes.count
        for (number, word) in group.words.enumerated() {
            var phonemes: [Phoneme] = []
            while start < group.morae.count, group.owners[start] == number {
                let place = start + 1
                let isHigh = place == 1 ? accent == 1 : accent == 0 || place <= accent
                let before =
                    phonemes.last
                    ?? (sequence.phonemes.count > phraseStart ? sequence.phonemes.last : nil)
                phonemes += JapaneseSounds.phonemes(
                    of: group.morae[start], isHigh: isHigh, after: before)
                start += 1
            }
            let origin: PhonemeSequence.Origin =
                word.base == JapaneseReader.givenBase
                ? .given : word.isKnown ? .lexicon : word.kind == .filler ? .spelled : .rules
            append(phonemes, word.range, origin, joins: number > 0)
        }
    }

    private mutating func appendEnglish(_ range: Range<Int>) {
        guard let english else { return append([], range, .unread, joins: false) }
        // The English front end reads letters in any width.
        let said = english.phonemes(of: text.slice(range), pronunciations: [], boundary: .word)
        for other in said.words {
            var copy = other
            copy.text =
                other.text.lowerBound + range.lowerBound..<other.text.upperBound + range.lowerBound
            let start = sequence.phonemes.count
            sequence.phonemes += said.phonemes(of: other)
            copy.phonemes = start..<sequence.phonemes.count
            sequence.words.append(copy)
        }
        if said.words.isEmpty { append([], range, .unread, joins: false) }
    }

    private mutating func append(
        _ phonemes: [Phoneme], _ range: Range<Int>, _ origin: PhonemeSequence.Origin, joins: Bool
    ) {
        let start = sequence.phonemes.count
        sequence.phonemes += phonemes
        let last = sequence.words.indices.last
        if let last, joins, range.lowerBound < sequence.words[last].text.upperBound {
            // A digit and its unit are one word of the text.
            let whole =
                sequence.words[last].text
                .lowerBound..<max(
                    sequence.words[last].text.upperBound, range.upperBound)
            sequence.words[last].text = whole
            sequence.words[last].source = text.sourceRange(of: whole)
            sequence.words[last].phonemes =
                sequence.words[last].phonemes.lowerBound..<sequence.phonemes.count
            return
        }
        // Several words may stand for one: given ones share its place.
        var range = range
        if let last, origin != .given, range.lowerBound < sequence.words[last].text.upperBound {
            let end = sequence.words[last].text.upperBound
            range = end..<max(end, range.upperBound)
        }
        sequence.words.append(
            PhonemeSequence.Word(
                language: language, text: range, source: text.sourceRange(of: range),
                phonemes: start..<sequence.phonemes.count, origin: origin, joinsPhrase: joins))
    }
}
