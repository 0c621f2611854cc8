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
        Reading("行こう", "イコ'ー"), Reading("学生です", "ガクセーデ'ス"),
    ])
    func `words and particles`(_ test: Reading) throws {
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
    ])
    func `numerals and counters`(text: String, expected: String) throws {
        let phonemizer = JapanesePhonemizer(analyzer: try JapaneseDictionary())
        let said = text.split(separator: "、").map {
            phonemizer.phrases(of: String($0)).map(\.kana).joined()
        }
        #expect(said.joined(separator: " ") == expected)
    }

    @Test(arguments: [
        ("ﾊﾝｶｸ ｶﾞｷﾞ ﾊﾟ", "ハンカクガギパ"), ("学問のすゝめ", "ガクモンノススメ"), ("いすゞ", "イスズ"),
        ("人々、様々、佐々木", "ヒトビトサマザマササキ"), ("Ｔシャツ", "ティーシャツ"), ("NHKとCD", "エヌエイチケイトシーディー"),
        ("か\u{3099}くせい", "ガクセイ"), ("", ""), ("、。！", ""), ("ー、", ""), ("っ", "ッ"), ("😀", ""),
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
