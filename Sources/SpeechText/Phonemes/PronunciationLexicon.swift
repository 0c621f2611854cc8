/// What a word is in its sentence, as far as its pronunciation depends on it.
public enum WordSense: String, Sendable, Codable, CaseIterable {
    /// A noun: the record, the lead of a race, a close.
    case noun
    /// A verb: to record, to lead, to close.
    case verb
    /// An adjective or adverb: a live show, close by.
    case adjective
    /// A past tense or participle that is written like another word: read, wound, dove.
    case past
    /// A name: Polish, August, Reading.
    case name
    /// The rarer of two words that only the subject tells apart: the metal lead, the fish bass.
    case rare
    /// A function word between others, without weight: to, the, a.
    case weak

    /// What is taken where a word has no pronunciation for this sense, first choice first.
    var substitutes: [WordSense] {
        switch self {
        case .noun: [.adjective, .name, .verb, .past]
        case .verb: [.noun, .adjective, .past]
        case .adjective: [.noun, .verb, .past]
        case .past: [.verb, .adjective, .noun]
        case .name: [.noun, .adjective, .verb]
        case .rare: [.noun, .verb]
        case .weak: [.noun, .verb, .adjective]
        }
    }
}

/// How a word is said, in each sense.
public enum LexiconEntry: Sendable, Equatable {
    /// The same in every sense.
    case one([Phoneme])
    /// By its sense; not empty.
    case several([WordSense: [Phoneme]])

    /// The pronunciation in a sense, or in the nearest that there is.
    public func phonemes(as sense: WordSense) -> [Phoneme] {
        switch self {
        case .one(let phonemes): return phonemes
        case .several(let senses):
            if let phonemes = senses[sense] { return phonemes }
            for other in sense.substitutes {
                if let phonemes = senses[other] { return phonemes }
            }
            return WordSense.allCases.lazy.compactMap { senses[$0] }.first ?? []
        }
    }
}

/// A dictionary of pronunciations with rules for the words that are not in it.
///
/// Words come in small letters of ASCII, at most 48, with apostrophes where they are a part of
/// the word (`o'clock`). Several threads may ask at once.
public protocol PronunciationLexicon: Sendable {
    /// The language, which says what inventory the phonemes are of.
    var language: Language { get }

    /// How a word is said; nil where the dictionary doesn't have it.
    func entry(for word: String) -> LexiconEntry?

    /// How letters are said by rule; empty where the rules have nothing to say.
    ///
    /// - Parameter letters: `a` to `z` alone.
    func phonemes(byRules letters: String) -> [Phoneme]
}
