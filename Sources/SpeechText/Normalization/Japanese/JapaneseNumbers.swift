/// Japanese numerals in Han characters, as a morphological analyser reads them.
enum JapaneseNumbers {
    private static let digits = ["〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    private static let myriads = ["", "万", "億", "兆", "京"]
    private static let kana = ["ゼロ", "イチ", "ニ", "サン", "ヨン", "ゴ", "ロク", "ナナ", "ハチ", "キュウ"]

    /// The numeral of a number, at most 18 digits.
    static func cardinal(_ value: Int) -> String {
        if value < 0 { return "マイナス" + cardinal(-max(value, -Int.max)) }
        if value == 0 { return "零" }
        var groups: [Int] = []
        var rest = value
        while rest > 0 {
            groups.append(rest % 10000)
            rest /= 10000
        }
        var text = ""
        for index in groups.indices.reversed() where groups[index] > 0 {
            text += belowMyriad(groups[index]) + myriads[min(index, 4)]
        }
        return text
    }

    private static func belowMyriad(_ value: Int) -> String {
        var text = ""
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = value / unit % 10
            guard digit > 0 else { continue }
            text += (digit == 1 && unit > 1 ? "" : digits[digit]) + name
        }
        return text
    }

    /// Digits behind a decimal point, in Han characters.
    static func fraction(_ bytes: [UInt8]) -> String {
        bytes.lazy.map { digits[Int($0 &- 0x30) % 10] }.joined()
    }

    /// Digits one by one, in kana, so that each is read in its clear form.
    static func spelt(_ bytes: some Sequence<UInt8>) -> String {
        bytes.lazy.map { kana[Int($0 &- 0x30) % 10] }.joined()
    }
}
