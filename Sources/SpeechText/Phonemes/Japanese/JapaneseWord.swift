/// A word as a Japanese dictionary has it: what it is, how it is said, and what its accent
/// does beside others.
///
/// The fields are those of NAIST-jdic as Open JTalk extended it. Kana are katakana.
public struct JapaneseWord: Sendable, Equatable {
    /// The parts of speech, as their names in the dictionary.
    public enum Kind: String, Sendable, CaseIterable {
        case noun = "名詞"
        case verb = "動詞"
        case adjective = "形容詞"
        case adverb = "副詞"
        case conjunction = "接続詞"
        /// この, 大きな: stands before nouns, without inflection.
        case adnominal = "連体詞"
        case particle = "助詞"
        case auxiliary = "助動詞"
        case prefix = "接頭詞"
        case interjection = "感動詞"
        /// What stands where no word is known: kana and letters by themselves.
        case filler = "フィラー"
        case symbol = "記号"
        case other = "その他"
    }

    /// Its letters.
    public var surface: String
    /// Its place in the text that was analysed, in UTF-8 bytes.
    public var range: Range<Int>
    /// What it is.
    public var kind: Kind
    /// The dictionary's first subdivision of that, such as `接尾`; `*` for none.
    public var detail: String
    /// Its second, such as `助数詞`.
    public var detail2: String
    /// Its third, such as `姓`.
    public var detail3: String
    /// The type of its inflection, `五段・カ行促音便`; `*` for none.
    public var inflection: String
    /// Its form, `連用形`; `*` for none.
    public var form: String
    /// The word that it is a form of.
    public var base: String
    /// Its reading in kana as they are written; nil where the dictionary has none.
    public var reading: String?
    /// Its reading in kana as they sound: long vowels as ー, a voiceless one with ’ behind it;
    /// nil where the dictionary has none.
    public var pronunciation: String?
    /// The mora after which the voice falls, from 1; 0 where it doesn't.
    public var accent: Int
    /// How many morae it has; 0 for marks.
    public var morae: Int
    /// How it changes the accent of the phrase it joins: `C3`, `名詞%F1/動詞%F2@0`; `*` for not.
    public var combination: String
    /// Whether it joins the phrase before it; nil where rules decide.
    public var joins: Bool?
    /// Whether the dictionary has it.
    public var isKnown: Bool
    /// What is done with it.
    var role = Role.said

    /// What is done with a word.
    enum Role: Sendable, Equatable {
        /// Its kana are said.
        case said
        /// A pause, or only the end of a phrase.
        case pause(PhrasePause)
        /// Its letters are for the English front end.
        case english
        /// The pronunciation of this number is said.
        case given(Int)
        /// Nothing can be said.
        case unread
    }

    /// Makes a word.
    public init(
        surface: String, range: Range<Int>, kind: Kind, detail: String = "*",
        detail2: String = "*", detail3: String = "*", inflection: String = "*",
        form: String = "*", base: String? = nil, reading: String? = nil,
        pronunciation: String? = nil, accent: Int = 0, morae: Int = 0, combination: String = "*",
        joins: Bool? = nil, isKnown: Bool = true
    ) {
        self.surface = surface
        self.range = range
        self.kind = kind
        self.detail = detail
        self.detail2 = detail2
        self.detail3 = detail3
        self.inflection = inflection
        self.form = form
        self.base = base ?? surface
        self.reading = reading
        self.pronunciation = pronunciation
        self.accent = accent
        self.morae = morae
        self.combination = combination
        self.joins = joins
        self.isKnown = isKnown
    }

    /// Whether it is a numeral or a part of one.
    public var isNumeral: Bool { detail == "数" }

    /// Whether it counts what a numeral before it numbers: 本, 日.
    public var isCounter: Bool { detail2 == "助数詞" || detail == "副詞可能" }

    /// Says it in other kana.
    mutating func say(_ kana: String, accent: Int, morae: Int) {
        pronunciation = kana
        self.accent = accent
        self.morae = morae
    }
}

/// Divides Japanese texts into words.
///
/// Letters, digits and marks come in full width. Several threads may ask at once.
public protocol JapaneseWordAnalyzer: Sendable {
    /// The words of a text, in order, disjoint; what is between them is white space.
    func words(of text: String) -> [JapaneseWord]
}
