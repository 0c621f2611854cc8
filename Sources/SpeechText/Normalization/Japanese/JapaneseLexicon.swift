extension Lexicon {
    /// Japanese.
    static let japanese: Lexicon = {
        var lexicon = Lexicon()
        lexicon.hasHalfDays = true
        lexicon.point = "点"
        lexicon.telephoneWords = ["tel", "fax"]
        lexicon.scales = [
            "million": .million, "billion": .billion, "trillion": .trillion, "k": .thousand,
            "K": .thousand, "M": .million, "B": .billion,
        ]
        lexicon.spellsAcronyms = true
        lexicon.acronyms = [
            "NASA": "ナサ", "NATO": "ナトー", "UNESCO": "ユネスコ", "UNICEF": "ユニセフ", "AIDS": "エイズ",
            "JAXA": "ジャクサ", "OPEC": "オペック", "FIFA": "フィファ", "ASEAN": "アセアン", "APEC": "エイペック",
            "JICA": "ジャイカ", "JA": "ジェーエー", "RAM": "ラム", "ROM": "ロム", "LAN": "ラン",
            "SIM": "シム", "PIN": "ピン", "JIS": "ジス", "JAS": "ジャス", "TOEIC": "トーイック",
            "TOEFL": "トーフル", "SARS": "サーズ", "MERS": "マーズ", "COVID": "コビッド", "JPEG": "ジェイペグ",
            "GIF": "ジフ", "CUDA": "クーダ", "OK": "オーケー", "IKEA": "イケア", "FAX": "ファックス", "LINE": "ライン",
            "SUICA": "スイカ", "JASRAC": "ジャスラック", "NASDAQ": "ナスダック",
        ]
        lexicon.hasHyphenedWords = true
        lexicon.slashed = [
            "wi-fi": "ワイファイ", "e-mail": "イーメール", "blu-ray": "ブルーレイ", "b-side": "ビーサイド",
            "x-ray": "エックスレイ", "n/a": "該当なし", "and/or": "アンドオア",
        ]
        lexicon.abbreviations = ["No": .beforeNumber("ナンバー"), "Vol": .beforeNumber("ボリューム")]
        return lexicon
    }()
}
