/// A word of a Chinese text on its way to sounds.
struct MandarinWord {
    /// What it is made of.
    enum Content {
        /// Chinese characters, which the word's syllables read.
        case han
        /// Latin letters and digits, for an English phonemizer or to be spelt.
        case latin
        /// A pronunciation that the text gives, by its number.
        case given(Int)
        /// What nothing is known of.
        case unread
    }

    var content: Content
    /// Where it stands in the spoken text, in UTF-8 bytes.
    var range: Range<Int>
    /// Its characters, simplified; empty unless it is of Chinese ones.
    var characters: [Unicode.Scalar] = []
    /// The same as they are written.
    var written: [Unicode.Scalar] = []
    var kind = MandarinWordKind.other
    /// Whether somebody told how this very word is read.
    var isTold = false
    /// Its syllables in dictionary tones, one a character; of 儿 too until it is joined.
    var syllables: [PinyinSyllable] = []
    /// The syllables as they are said.
    var spoken: [PinyinSyllable] = []
    /// How many of its characters belong together before the rest, where it has three: 展览 + 馆,
    /// 小 + 老虎.
    var head = 2
    var origin = PhonemeSequence.Origin.lexicon
    var pause = PhrasePause.none

    var isHan: Bool { if case .han = content { true } else { false } }
    /// Its characters as a text, for comparisons.
    var text: String { String(String.UnicodeScalarView(characters)) }
    /// Its only character; nil for longer words.
    var character: Unicode.Scalar? { characters.count == 1 ? characters[0] : nil }
}
