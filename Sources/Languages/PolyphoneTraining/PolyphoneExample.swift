public import SpeechText

/// A character of several readings, its surroundings, and how it is read there.
public struct PolyphoneExample: Sendable, Equatable {
    /// The character, how dictionary and rules read it, and what stands around it.
    public var occurrence: PolyphoneOccurrence
    /// How it is read.
    public var reading: PinyinSyllable

    /// Makes an example.
    public init(_ occurrence: PolyphoneOccurrence, reading: PinyinSyllable) {
        self.occurrence = occurrence
        self.reading = reading
    }

    /// The examples of labelled sentences. Characters that have rules of their own, words whose
    /// reading is told, neutral tones and frequent characters give none: who collects sentences
    /// for each reading has rare readings more often than texts do, which matters most where a
    /// character is frequent.
    ///
    /// - Parameter lexicon: The front end's dictionary, without a model of polyphones.
    public static func all(
        of labelled: LabelledSentences, by lexicon: some MandarinLexicon
    ) -> [PolyphoneExample] {
        let phonemizer = MandarinPhonemizer(lexicon: lexicon)
        return labelled.sentences.compactMap { sentence in
            let occurrences = phonemizer.polyphones(in: sentence.text) { character in
                lexicon.entry(for: character).map { $0.cost >= leastCost } ?? true
            }
            return occurrences.first { $0.place == sentence.place }
                .map { PolyphoneExample($0, reading: sentence.reading) }
        }
    }

    /// Of a character that is a word some twenty times in a million.
    private static let leastCost = 124
}
