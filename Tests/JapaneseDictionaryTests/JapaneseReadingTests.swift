import JapaneseDictionary
import SpeechText
import Testing

/// A text, and its accent phrases in kana: an apostrophe where the voice falls, a space between.
struct Reading: CustomTestStringConvertible, Sendable {
    var text: String
    var kana: String
    init(_ text: String, _ kana: String) {
        self.text = text
        self.kana = kana
    }
    var testDescription: String { text }
}

/// The accent phrases of a text in kana.
func kana(_ text: String) throws -> String {
    try JapanesePhonemizer(analyzer: JapaneseDictionary()).phrases(of: text).map { phrase in
        var result = ""
        var morae = 0
        for scalar in phrase.kana.unicodeScalars {
            if !"ャュョァィゥェォヮ".unicodeScalars.contains(scalar) {
                if phrase.accent > 0, morae == phrase.accent { result += "'" }
                morae += 1
            }
            result.unicodeScalars.append(scalar)
        }
        return result + (phrase.accent == morae ? "'" : "")
    }.joined(separator: " ")
}

/// Readings and accents after NHK's pronunciation and accent dictionary.
@Suite(.enabled(if: hasJapanese)) struct `Japanese readings` {
    @Test(arguments: [
        Reading("箸", "ハ'シ"), Reading("橋", "ハシ'"), Reading("端", "ハシ"), Reading("箸を持つ", "ハ'シヲ モ'ツ"),
        Reading("東京へ行きました", "トーキョーエ イキマ'シタ"), Reading("母は", "ハ'ハワ"),
        Reading("CNNとXYZ", "シーエヌエ'ヌト エックスワイゼ'ット"), Reading("ユーエスビーを", "ユーエスビ'ーヲ"),
        Reading("行こう", "イコ'ー"), Reading("学生です", "ガクセーデ'ス"), Reading("百合の花", "ユリノ ハナ'"),
        Reading("百合子さん", "ユ'リコサン"), Reading("一本道", "イッポ'ンミチ"), Reading("二言三言", "フタコトミ'コト"),
        Reading("ははは", "ハハハ"), Reading("わははは", "ワハハハ"), Reading("母は母は", "ハ'ハワ ハ'ハワ"),
        // As the normalizer writes NASA, NATO and JAXA.
        Reading("ナサの", "ナ'サノ"), Reading("ナトーとジャクサ", "ナ'トート ジャ'クサ"),
        Reading("有限会社", "ユーゲンガ'イシャ"), Reading("「東京」は大きい", "トーキョーワ オーキ'イ"), Reading("「はい」と", "ハ'イト"),
    ])
    func `words and particles`(_ test: Reading) throws {
        #expect(try kana(test.text) == test.kana)
    }

    /// The voice falls behind no ン, ッ or ー.
    @Test(arguments: [
        Reading("三本", "サ'ンボン"), Reading("何時", "ナ'ンジ"), Reading("一本", "イ'ッポン"),
        Reading("東京都", "トーキョ'ート"), Reading("八百", "ハッピャク'"), Reading("10分", "ジュ'ップン"),
        Reading("ジュップン", "ジュ'ップン"), Reading("十時ジュップンに", "ジュ'ージ ジュ'ップンニ"),
        Reading("十時十分に", "ジュ'ージ ジュ'ップンニ"), Reading("ジュップン間", "ジュップ'ンカン"),
        Reading("十分待つ", "ジューブ'ン マ'ツ"), Reading("三分の二", "サ'ンブンノ ニ'"),
    ])
    func `morae that carry no fall`(_ test: Reading) throws {
        #expect(try kana(test.text) == test.kana)
    }

    @Test(arguments: [
        ("一人、二人、三人、四人、十四人", "ヒトリ フタリ サンニン ヨニン ジューヨニン"),
        ("一本、三本、六本、百本", "イッポン サンボン ロッポン ヒャッポン"), ("三匹、六匹", "サンビキ ロッピキ"),
        ("三階、三足、三軒", "サンガイ サンゾク サンゲン"), ("三件", "サンケン"), ("四時、九時", "ヨジ クジ"),
        ("五月一日、二十日", "ゴガツツイタチ ハツカ"), ("一日、十四日間", "イチニチ ジューヨッカカン"),
        ("20日、24日", "ハツカ ニジューヨッカ"), ("二十歳", "ハタチ"), ("３本と６本", "サンボントロッポン"),
        ("1,980円", "センキューヒャクハチジューエン"), ("12３4円", "センニヒャクサンジューヨエン"),
        ("100000人", "ジューマンニン"), ("3.14", "サンテンイチヨン"), ("0.5秒", "レーテンゴビョー"),
        ("八百", "ハッピャク"), ("三千", "サンゼン"), ("一兆", "イッチョー"), ("一二三", "イチニサン"),
        ("二箱", "フタハコ"), ("三点一四", "サンテンイチヨン"), ("部屋は305", "ヘヤワサンビャクゴ"),
        ("007", "ゼロゼロナナ"), ("99999999999999999999999999", String(repeating: "キュー", count: 26)),
        ("四円、四年", "ヨエン ヨネン"), ("一回、六回目", "イッカイ ロッカイメ"),
        ("三分の二、五分の一、四分の三", "サンブンノニ ゴブンノイチ ヨンブンノサン"),
        ("百分の一、二十三分の十一", "ヒャクブンノイチ ニジューサンブンノジューイチ"),
        ("二分の一、数分の一", "ニブンノイチ スーブンノイチ"), ("三分のラーメン", "サンプンノラーメン"),
        ("五点〇、十点〇と二十点〇", "ゴーテンゼロ ジュッテンゼロトニジュッテンゼロ"), ("三点〇五", "サンテンゼロゴー"),
        ("八百屋、八百円", "ヤオヤ ハッピャクエン"), ("八頭、八頭の馬", "ハットー ハットーノウマ"),
        ("二分間、二分する、二分後", "ニフンカン ニブンスル ニフンゴ"), ("十分前、十分です", "ジュップンマエ ジューブンデス"),
    ])
    func `numerals and counters`(text: String, expected: String) throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        let said = text.split(separator: "、").map {
            phonemizer.phrases(of: String($0)).map(\.kana).joined()
        }
        #expect(said.joined(separator: " ") == expected)
    }

    /// The dictionary takes each for another word where nothing but a mark follows.
    @Test func `numerals in lists`() throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        func said(_ text: String) -> String {
            phonemizer.phrases(of: text).map(\.kana).joined(separator: " ")
        }
        #expect(said("八百、九百") == "ハッピャク キューヒャク")
        #expect(said("一分、二分、三分") == "イップン ニフン サンプン")
        #expect(said("百十，百十九") == "ヒャクジュー ヒャクジュー キュー")
    }

    @Test(arguments: [
        ("ﾊﾝｶｸ ｶﾞｷﾞ ﾊﾟ", "ハンカクガギパ"), ("学問のすゝめ", "ガクモンノススメ"), ("いすゞ", "イスズ"),
        ("人々、様々、佐々木", "ヒトビトサマザマササキ"), ("Ｔシャツ", "ティーシャツ"), ("NHKとCD", "エヌエイチケイトシーディー"),
        ("か\u{3099}くせい", "ガクセイ"), ("", ""), ("、。！", ""), ("ー、", ""), ("っ", "ッ"), ("😀", ""),
        ("髙橋と\u{FA11}山", "タカハシトサキヤマ"), ("𠮷野家", "ヨシノヤ"), ("濵田、渡邉", "ハマダワタナベ"),
        ("㈱山田", "カブシキガイシャヤマダ"), ("㈲山田", "ユーゲンガイシャヤマダ"), ("㈱と㈲", "カブシキガイシャトユーゲンガイシャ"),
    ])
    func `ways of writing`(text: String, expected: String) throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        #expect(phonemizer.phrases(of: text).map(\.kana).joined() == expected)
    }

    @Test(arguments: [
        ("好きです", "s U k i0 d e0 s U"), ("菊", "k I k u1"), ("待ちました", "m a ch i m a sh I t a"),
    ])
    func `voiceless vowels`(text: String, expected: String) throws {
        let sequence = JapanesePhonemizer(analyzer: try JapaneseDictionary())
            .phonemes(of: text + "。")
        let names = sequence.phonemes.map { PhonemeInventory.japanese.name(of: $0.symbol) ?? "" }
        #expect(names.joined(separator: " ") == expected.filter { !$0.isNumber })
    }
}
