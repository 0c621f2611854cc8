/// What is seen of a character's surroundings, as evidence of how it is read.
public struct PolyphoneFeature: Hashable, Sendable {
    /// What is looked at. The numbers are in the model's file.
    public enum Kind: UInt8, Sendable, CaseIterable {
        /// Nothing: how often the character is read so.
        case always
        /// The usual reading of the character as a word of its own, by `PinyinSyllable.code`.
        case alone
        /// Its usual reading in the word that it is a part of.
        case inWord
        /// The character before it, and the one behind it.
        case before, after
        /// The two characters before it, and the two behind it.
        case twoBefore, twoAfter
        /// Both its neighbours.
        case around
        /// The character two places before it, and two places behind it.
        case secondBefore, secondAfter
    }

    /// What is looked at.
    public var kind: Kind
    /// What is there, in the order of the text: characters, 0 beyond the text's end or where
    /// something else than Chinese characters stands; or a syllable's code.
    public var first: UInt16
    /// The second of two characters; 0 of others.
    public var second: UInt16

    /// Makes a feature.
    public init(_ kind: Kind, _ first: UInt16 = 0, _ second: UInt16 = 0) {
        self.kind = kind
        self.first = first
        self.second = second
    }
}
