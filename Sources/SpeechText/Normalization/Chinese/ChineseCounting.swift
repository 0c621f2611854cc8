/// What a number stands before in a Chinese text.
struct ChineseCounting {
    let text: ByteText
    let start: Int
    let end: Int

    /// Whether a number is a year, read digit by digit: four digits before 年, or
    /// two that can't well be a span of years.
    func isYear(_ number: Numeral) -> Bool {
        guard text.has("年", at: end), number.fraction.isEmpty, !number.isNegative,
            !number.isGrouped
        else { return false }
        // 1000年来, 2000年间 and 500年历史 are spans.
        let isSpan =
            text.has("年来", at: end) || text.has("年间", at: end) || text.has("年历史", at: end)
            || text.has("年前", at: end) || text.has("年的历史", at: end)
        switch number.whole.count {
        case 4: return !isSpan
        case 2: return !isSpan && number.whole[0] >= 0x35 && !text.has("年代", at: end)
        default: return false
        }
    }

    /// Whether the text before says that the number is one to call.
    var isDialled: Bool {
        guard end - start >= 3 else { return false }
        let isEmergency = Self.emergencies.contains(text.string(start..<end))
        if isEmergency, Self.services.contains(where: { text.has($0, at: end) }) { return true }
        guard start >= 3 else { return false }
        if start >= 6 {
            let before = text.string(start - 6..<start)
            if ["拨打", "撥打", "电话", "電話", "热线", "熱線", "呼叫"].contains(before) { return true }
        }
        // 打110, and 120和119 with nothing to count behind it.
        guard isEmergency else { return false }
        let before = text.string(start - 3..<start)
        if ["打", "拨", "撥", "叫"].contains(before) { return !isCounted }
        return ["和", "或", "、", "与"].contains(before)
            && !UTF8Scan.isLetter(text.scalar(at: end).value)
    }

    /// Whether the text before says that the number is a name: 账号, 编号, 密码, 邮编; long ones
    /// behind 是 or a colon too.
    var isNumbered: Bool {
        guard start >= 3, end - start >= 3, !isCounted else { return false }
        var place = start
        if end - start >= 5 {
            if ["是", "为", "為", "："].contains(text.string(place - 3..<place)) { place -= 3 }
            if text[place - 1] == 0x3A || text[place - 1] == 0x20 { place -= 1 }
        }
        guard place >= 3 else { return false }
        if ["号", "號", "码", "碼"].contains(text.string(place - 3..<place)) { return true }
        return place >= 6 && ["邮编", "郵編"].contains(text.string(place - 6..<place))
    }

    /// Whether a measure word follows.
    private var isCounted: Bool { Self.measures.contains(text.scalar(at: end).value) }

    private static let emergencies: Set<String> = ["110", "119", "120", "122", "114"]
    private static let services: [StaticString] = [
        "报警", "報警", "急救", "火警", "救护", "救護", "热线", "熱線", "电话", "電話", "指挥中心",
    ]

    /// Whether two is 两 here: before a measure word, not after 第.
    var takesLiang: Bool {
        guard text.scalar(before: start).value != 0x7B2C else { return false }
        let next = text.scalar(at: end).value
        if Self.refused.contains(where: { text.has($0, at: end) }) { return false }
        if Self.measures.contains(next) { return true }
        return Self.words.contains { text.has($0, at: end) }
    }

    /// Measure words and units of one character.
    private static let measures = Set(
        "个個只隻位本张張条條件块塊次天年岁歲倍斤米吨噸家座辆輛台杯碗瓶双雙对對对句段篇首间間支名种種匹头頭颗顆粒片根架艘幅扇株朵束份套批层排代元千万亿萬億".unicodeScalars
            .map(\.value))
    private static let words: [StaticString] = [
        "小时", "小時", "分钟", "分鐘", "公里", "公斤", "周", "週", "点", "點", "秒钟", "厘米", "毫米", "平方",
        "立方", "英里", "星期", "世纪",
    ]
    /// Where the character is a measure word's first but not one.
    private static let refused: [StaticString] = ["年级", "年級", "年生", "次方", "点多"]
}
