/// A mora in kana, ハ, キャ, ン, ー, and whether its vowel is voiceless.
struct JapaneseMora: Equatable, Sendable {
    var kana: String
    /// Nil where rules decide.
    var isVoiceless: Bool?

    /// The morae of kana as they sound; ’ behind one makes its vowel voiceless. Other characters
    /// are passed over, hiragana are read as katakana.
    static func morae(of kana: some StringProtocol) -> [JapaneseMora] {
        var result: [JapaneseMora] = []
        let scalars = kana.unicodeScalars.map { JapaneseKana.katakana($0) }
        var index = 0
        while index < scalars.count {
            if index + 1 < scalars.count {
                let pair = String(String.UnicodeScalarView(scalars[index...index + 1]))
                if JapaneseKana.sounds[pair] != nil {
                    result.append(JapaneseMora(kana: pair))
                    index += 2
                    continue
                }
            }
            let single = String(scalars[index])
            if JapaneseKana.sounds[single] != nil || single == "ー" {
                result.append(JapaneseMora(kana: single))
            } else if scalars[index] == "’", !result.isEmpty {
                result[result.count - 1].isVoiceless = true
            }
            index += 1
        }
        return result
    }
}

/// The kana and what they sound like.
enum JapaneseKana {
    /// A hiragana as its katakana; others as they are.
    static func katakana(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        guard (0x3041...0x3096).contains(scalar.value) else { return scalar }
        return Unicode.Scalar(scalar.value + 0x60) ?? scalar
    }

    /// Whether it is hiragana, katakana or the mark of length.
    static func isKana(_ scalar: Unicode.Scalar) -> Bool {
        (0x3041...0x3096).contains(scalar.value) || (0x30A1...0x30FA).contains(scalar.value)
            || scalar == "ー"
    }

    /// Whether it is a Latin letter in full width.
    static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        (0xFF21...0xFF3A).contains(scalar.value) || (0xFF41...0xFF5A).contains(scalar.value)
    }

    /// What a Latin letter is called.
    static func name(of letter: Unicode.Scalar) -> String? {
        guard isLatin(letter) else { return nil }
        let index = (Int(letter.value) - 0xFF21) % 32
        return JapaneseWords.letters.indices.contains(index) ? JapaneseWords.letters[index] : nil
    }

    /// Consonant, if any, and vowel, if any, of each mora but ー, in Open JTalk's names.
    static let sounds: [String: (consonant: String?, vowel: String?)] = {
        var table: [String: (consonant: String?, vowel: String?)] = [:]
        let vowels = ["a", "i", "u", "e", "o"]
        for (consonant, row) in rows {
            for (index, kana) in row.split(separator: " ", omittingEmptySubsequences: false)
                .enumerated() where kana != "-"
            {
                for form in kana.split(separator: "/") {
                    table[String(form)] = (consonant.isEmpty ? nil : consonant, vowels[index])
                }
            }
        }
        table["ン"] = ("N", nil)
        table["ッ"] = ("cl", nil)
        return table
    }()

    /// By consonant, the kana of a, i, u, e, o; - for none.
    private static let rows: [(String, String)] = [
        ("", "ア/ァ イ/ィ/ヰ ウ/ゥ エ/ェ/ヱ オ/ォ/ヲ"), ("k", "カ/ヵ キ ク ケ/ヶ コ"), ("ky", "キャ - キュ キェ キョ"),
        ("g", "ガ ギ グ ゲ ゴ"), ("gy", "ギャ - ギュ ギェ ギョ"), ("kw", "クヮ - - - -"),
        ("gw", "グヮ - - - -"), ("s", "サ スィ ス セ ソ"), ("sh", "シャ シ シュ シェ ショ"),
        ("z", "ザ ズィ ズ/ヅ ゼ ゾ"), ("j", "ジャ/ヂャ ジ/ヂ ジュ/ヂュ ジェ/ヂェ ジョ/ヂョ"), ("t", "タ ティ トゥ テ ト"),
        ("ch", "チャ チ チュ チェ チョ"), ("ts", "ツァ ツィ ツ ツェ ツォ"), ("ty", "テャ - テュ - テョ"),
        ("d", "ダ ディ ドゥ デ ド"), ("dy", "デャ - デュ - デョ"), ("n", "ナ ニ ヌ ネ ノ"),
        ("ny", "ニャ - ニュ ニェ ニョ"), ("h", "ハ ヒ - ヘ ホ"), ("hy", "ヒャ - ヒュ ヒェ ヒョ"),
        ("f", "ファ フィ フ フェ フォ"), ("fy", "フャ - フュ - フョ"), ("b", "バ ビ ブ ベ ボ"),
        ("by", "ビャ - ビュ ビェ ビョ"), ("p", "パ ピ プ ペ ポ"), ("py", "ピャ - ピュ ピェ ピョ"),
        ("m", "マ ミ ム メ モ"), ("my", "ミャ - ミュ ミェ ミョ"), ("y", "ヤ/ャ - ユ/ュ イェ ヨ/ョ"),
        ("r", "ラ リ ル レ ロ"), ("ry", "リャ - リュ リェ リョ"), ("w", "ワ/ヮ/ヷ ウィ/ヸ - ウェ/ヹ ウォ/ヺ"),
        ("v", "ヴァ ヴィ ヴ ヴェ ヴォ"), ("vy", "ヴャ - ヴュ - ヴョ"),
    ]
}
