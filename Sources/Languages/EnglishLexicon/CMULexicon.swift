import CFlite
public import SpeechText

/// American English by flite's edition of the CMU Pronouncing Dictionary and its
/// letter-to-sound trees, with a supplement of modern words and corrected homographs.
///
/// flite's edition leaves out what its trees get right, so that most common words come by rule
/// and are right nevertheless.
public struct CMULexicon: PronunciationLexicon {
    /// American English.
    public let language: Language

    /// Why there is no lexicon.
    public struct Unavailable: Error, CustomStringConvertible {
        /// What is wrong, and the remedy.
        public var description: String {
            "flite's lexicon can't be read: install libflite1 2.2, which Syrinx was built with"
        }
    }

    /// Opens the lexicon, which is linked in; the first time takes a millisecond.
    ///
    /// - Throws: ``Unavailable`` where the library on this machine is another.
    public init() throws(Unavailable) {
        guard cflite_lexicon_open(), FlitePhoneme.areKnown else { throw Unavailable() }
        language = Language("en-US") ?? .english
    }

    /// How a word is said, by the supplement, else by flite's lexicon.
    public func entry(for word: String) -> LexiconEntry? {
        if let own = Supplement.entries[word] { return own }
        return withUnsafeTemporaryAllocation(of: cflite_pronunciation.self, capacity: 4) { room in
            let count = Int(
                word.withCString { cflite_lexicon_find($0, room.baseAddress, Int32(room.count)) })
            guard count > 0 else { return nil }
            if count == 1 { return .one(Self.phonemes(of: &room[0], word)) }
            var senses: [WordSense: [Phoneme]] = [:]
            for index in 0..<count {
                let sense = Self.sense(UInt8(bitPattern: room[index].sense))
                if senses[sense] == nil { senses[sense] = Self.phonemes(of: &room[index], word) }
            }
            if senses.count == 1, let only = senses.values.first { return .one(only) }
            return .several(senses)
        }
    }

    /// How letters are said by flite's letter-to-sound trees.
    public func phonemes(byRules letters: String) -> [Phoneme] {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { room in
            let count = Int(
                letters.withCString {
                    cflite_letters_to_sound($0, room.baseAddress, Int32(room.count))
                })
            return FlitePhoneme.stressed(
                room[..<count].map { FlitePhoneme.phoneme($0) }, of: letters)
        }
    }

    private static func phonemes(
        of entry: inout cflite_pronunciation, _ word: String
    ) -> [Phoneme] {
        let count = Int(entry.count)
        return withUnsafeBytes(of: &entry.phones) { phones in
            FlitePhoneme.stressed(
                phones[..<count].map { FlitePhoneme.phoneme($0) }, of: word)
        }
    }

    private static func sense(_ letter: UInt8) -> WordSense {
        switch letter {
        case UInt8(ascii: "v"), UInt8(ascii: "y"): .verb
        case UInt8(ascii: "j"): .adjective
        case UInt8(ascii: "d"): .weak
        default: .noun
        }
    }
}
