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

    /// The examples of labelled sentences. Characters that have rules of their own, and neutral
    /// tones, give none.
    ///
    /// - Parameter phonemizer: The front end, without a model of polyphones.
    public static func all(
        of labelled: LabelledSentences, by phonemizer: MandarinPhonemizer
    ) -> [PolyphoneExample] {
        labelled.sentences.compactMap { sentence in
            let occurrences = phonemizer.polyphones(in: sentence.text) { _ in true }
            return occurrences.first { $0.place == sentence.place }
                .map { PolyphoneExample($0, reading: sentence.reading) }
        }
    }
}
