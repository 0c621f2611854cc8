/// A character of several readings in a text: what the front end's rules make of it, and what
/// stands around it.
public struct PolyphoneOccurrence: Sendable, Equatable {
    /// The character, simplified.
    public var character: Unicode.Scalar
    /// Where it stands in the text, in UTF-8 bytes.
    public var place: Int
    /// How dictionary and rules read it.
    public var usual: PinyinSyllable
    /// Whether it is a word of its own.
    public var isAlone: Bool
    /// What stands around it.
    public var features: [PolyphoneFeature]

    /// Makes one.
    public init(
        character: Unicode.Scalar, place: Int, usual: PinyinSyllable, isAlone: Bool,
        features: [PolyphoneFeature]
    ) {
        self.character = character
        self.place = place
        self.usual = usual
        self.isAlone = isAlone
        self.features = features
    }
}

/// Characters of a text's words whose readings may be asked of a model.
struct PolyphoneScan {
    /// An occurrence and where its syllable is.
    struct Found {
        var word: Int
        var syllable: Int
        var occurrence: PolyphoneOccurrence
    }

    /// The occurrences of characters that a test wants, among the words of a text. Those that a
    /// rule was written for, words whose reading is told, and neutral tones, which depend on
    /// sentences more than on neighbours, aren't among them.
    static func occurrences(
        in words: [MandarinWord], of isWanted: (Unicode.Scalar) -> Bool
    ) -> [Found] {
        var found: [Found] = []
        for (index, word) in words.enumerated()
        where word.isHan && !word.isTold && word.syllables.count == word.characters.count {
            for (place, character) in word.characters.enumerated()
            where isWanted(character) && !MandarinPolyphones.hasRule(for: character)
                && word.syllables[place].tone != 5
            {
                found.append(
                    Found(
                        word: index, syllable: place,
                        occurrence: occurrence(at: place, of: index, in: words)))
            }
        }
        return found
    }

    private static func occurrence(
        at place: Int, of index: Int, in words: [MandarinWord]
    ) -> PolyphoneOccurrence {
        let word = words[index]
        let usual = word.syllables[place]
        let isAlone = word.characters.count == 1
        let before = neighbours(at: place, of: index, in: words, step: -1)
        let after = neighbours(at: place, of: index, in: words, step: 1)
        let bytes = word.written.prefix(place).reduce(0) { $0 + UTF8.width($1) }
        return PolyphoneOccurrence(
            character: word.characters[place], place: word.range.lowerBound + bytes, usual: usual,
            isAlone: isAlone,
            features: [
                PolyphoneFeature(.always),
                PolyphoneFeature(isAlone ? .alone : .inWord, usual.code),
                PolyphoneFeature(.before, before.0), PolyphoneFeature(.after, after.0),
                PolyphoneFeature(.twoBefore, before.1, before.0),
                PolyphoneFeature(.twoAfter, after.0, after.1),
                PolyphoneFeature(.around, before.0, after.0),
                PolyphoneFeature(.secondBefore, before.1),
                PolyphoneFeature(.secondAfter, after.1),
            ])
    }

    /// The next two characters in a direction, 0 from where something else stands.
    private static func neighbours(
        at place: Int, of index: Int, in words: [MandarinWord], step: Int
    ) -> (UInt16, UInt16) {
        var (index, place) = (index, place)
        func next() -> UInt16 {
            place += step
            if !words[index].characters.indices.contains(place) {
                let other = index + step
                guard words.indices.contains(other), words[other].isHan,
                    step > 0
                        ? words[index].range.upperBound == words[other].range.lowerBound
                        : words[other].range.upperBound == words[index].range.lowerBound
                else {
                    // Whatever is asked for next isn't there either.
                    place -= step
                    return 0
                }
                index = other
                place = step > 0 ? 0 : words[index].characters.count - 1
            }
            return UInt16(truncatingIfNeeded: words[index].characters[place].value)
        }
        let first = next()
        return (first, first == 0 ? 0 : next())
    }
}
