/// How characters of several readings are read among their neighbours, learnt from sentences
/// whose readings people have told: a linear score for each reading of a character.
///
/// What dictionary and rules say is one of the features, so that a model learns where they are to
/// be trusted.
public struct PolyphoneModel: Sendable, Equatable {
    /// The readings of a character, and what each feature is worth for each of them.
    public struct Character: Sendable, Equatable {
        /// Two or more.
        public var readings: [PinyinSyllable]
        /// As many weights for each feature as there are readings.
        public var weights: [PolyphoneFeature: [Int16]]

        /// Makes one.
        public init(readings: [PinyinSyllable], weights: [PolyphoneFeature: [Int16]]) {
            self.readings = readings
            self.weights = weights
        }
    }

    /// What it knows, by character.
    public var characters: [Unicode.Scalar: Character]
    /// What the usual reading has ahead of others: of characters that are words of their own, and
    /// of those within words.
    public var trust: (alone: Int16, inWord: Int16)

    /// Makes a model.
    public init(characters: [Unicode.Scalar: Character], trust: (alone: Int16, inWord: Int16)) {
        self.characters = characters
        self.trust = trust
    }

    /// How a character is read: the usual reading, unless another one's score is higher.
    public func reading(of occurrence: PolyphoneOccurrence) -> PinyinSyllable {
        guard let character = characters[occurrence.character] else { return occurrence.usual }
        var scores = [Int](repeating: 0, count: character.readings.count)
        for feature in occurrence.features {
            guard let weights = character.weights[feature] else { continue }
            for (index, weight) in weights.enumerated() { scores[index] += Int(weight) }
        }
        var best = occurrence.usual
        var highest = Int(occurrence.isAlone ? trust.alone : trust.inWord)
        if let usual = character.readings.firstIndex(of: best) { highest += scores[usual] }
        for (reading, score) in zip(character.readings, scores)
        where score > highest && reading != occurrence.usual {
            (best, highest) = (reading, score)
        }
        return best
    }

    /// Whether both say the same of everything.
    public static func == (first: PolyphoneModel, second: PolyphoneModel) -> Bool {
        first.characters == second.characters && first.trust == second.trust
    }
}

extension PolyphoneModel {
    /// Puts its readings in the words of a text.
    func apply(to words: inout [MandarinWord]) {
        for found in PolyphoneScan.occurrences(in: words, of: { characters[$0] != nil }) {
            words[found.word].syllables[found.syllable] = reading(of: found.occurrence)
        }
    }
}
