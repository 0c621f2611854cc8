/// Mandarin numerals.
enum ChineseNumbers {
    private static let digits = ["零", "一", "二", "三", "四", "五", "六", "七", "八", "九"]
    private static let myriads = ["", "万", "亿", "兆", "京"]

    /// The numeral of a number, at most 18 digits. Two is 两 before 千 and the
    /// myriads, 二 elsewhere; a gap of zeros is one 零.
    static func cardinal(_ value: Int) -> String {
        if value < 0 { return "负" + cardinal(-max(value, -Int.max)) }
        if value == 0 { return "零" }
        var groups: [Int] = []
        var rest = value
        while rest > 0 {
            groups.append(rest % 10000)
            rest /= 10000
        }
        var text = ""
        var hasGap = false
        for index in groups.indices.reversed() {
            let group = groups[index]
            if group == 0 {
                hasGap = !text.isEmpty
                continue
            }
            if !text.isEmpty, hasGap || group < 1000 { text += "零" }
            hasGap = false
            if group == 2, index > 0 {
                text += "两"
            } else {
                text += belowMyriad(group, isFirst: text.isEmpty)
            }
            text += myriads[min(index, 4)]
        }
        return text
    }

    private static func belowMyriad(_ value: Int, isFirst: Bool) -> String {
        var text = ""
        var hasGap = false
        for (unit, name) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
            let digit = value / unit % 10
            if digit == 0 {
                hasGap = !text.isEmpty
                continue
            }
            if hasGap { text += "零" }
            hasGap = false
            // 十五, but 一百一十五.
            if digit == 1, unit == 10, text.isEmpty, isFirst {
                text += name
            } else {
                text += (digit == 2 && unit == 1000 ? "两" : digits[digit]) + name
            }
        }
        return text
    }

    /// Digits one by one; 一 is 幺 in telephone numbers.
    static func spelt(_ bytes: some Sequence<UInt8>, isTelephone: Bool = false) -> String {
        bytes.lazy.map { $0 == 0x31 && isTelephone ? "幺" : digits[Int($0 &- 0x30) % 10] }.joined()
    }

    static func liang(isTraditional: Bool) -> String { isTraditional ? "兩" : "两" }

    /// Whether a language's region writes traditional characters.
    static func isTraditional(_ language: Language) -> Bool {
        language.primary == "yue" || ["zh-TW", "zh-HK", "zh-MO"].contains(language.tag)
    }

    private static let traditional: [Character: Character] = [
        "万": "萬", "亿": "億", "两": "兩", "负": "負", "点": "點", "摄": "攝", "华": "華",
        "欧": "歐", "镑": "鎊", "时": "時", "钟": "鐘", "号": "號", "长": "長",
        "数": "數", "厘": "釐", "顿": "頓", "声": "聲", "币": "幣", "韩": "韓", "卢": "盧", "个": "個",
        "节": "節", "约": "約", "于": "於", "线": "線", "问": "問", "穷": "窮", "标": "標",
        "题": "題", "条": "條", "开": "開", "尔": "爾", "帧": "幀",
        "贝": "貝", "码": "碼", "顷": "頃", "宁": "寧", "转": "轉",
        "电": "電", "无": "無", "从": "從", "减": "減", "划": "劃", "杠": "槓", "话": "話", "签": "籤",
        "纳": "納", "兹": "茲", "级": "級", "应": "應", "处": "處",
        "马": "馬", "达": "達", "请": "請", "气": "氣", "温": "溫", "权": "權",
    ]

    /// Words of these numerals in traditional characters.
    static func traditional(_ text: String) -> String {
        String(text.map { traditional[$0] ?? $0 })
    }
}
