/// The kana, as espeak-ng's Japanese voice reads them.
enum Kana {
    /// Whether a scalar is katakana or the long vowel mark.
    static func isKana(_ scalar: Unicode.Scalar?) -> Bool {
        guard let value = scalar?.value else { return false }
        return (0x30A1...0x30FA).contains(value) || value == 0x30FC
    }

    /// Hiragana and katakana as katakana; nil if there is anything else.
    static func katakana(_ text: String) -> String? {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x3041...0x3096:
                if let kana = Unicode.Scalar(scalar.value + 0x60) { result.append(kana) }
            default:
                guard isKana(scalar) else { return nil }
                result.append(scalar)
            }
        }
        return result.isEmpty ? nil : String(result)
    }

    /// What a letter or digit is called, in whatever width it is written.
    static func letterName(of scalar: Unicode.Scalar) -> String? {
        var value = scalar.value
        if (0xFF01...0xFF5E).contains(value) { value -= 0xFEE0 }
        if (0x61...0x7A).contains(value) { value -= 0x20 }
        switch value {
        case 0x30...0x39: return digits[Int(value - 0x30)]
        case 0x41...0x5A: return letters[Int(value - 0x41)]
        default: return nil
        }
    }

    private static let letters = [
        "エー", "ビー", "シー", "ディー", "イー", "エフ", "ジー", "エイチ", "アイ", "ジェー", "ケー", "エル", "エム",
        "エヌ", "オー", "ピー", "キュー", "アール", "エス", "ティー", "ユー", "ブイ", "ダブリュー", "エックス", "ワイ",
        "ゼット",
    ]

    private static let digits = [
        "ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュー",
    ]
}
