/// The Mandarin names of units, currencies and symbols, in simplified characters.
enum ChineseWords {
    static let symbols: [Symbol: String] = [
        .and: "和", .plus: "加", .minus: "减", .equals: "等于", .at: "艾特", .number: "第", .hashtag: "话题",
        .times: "乘", .by: "乘", .dividedBy: "除以", .per: "每", .slash: "斜杠", .backslash: "反斜杠",
        .about: "约", .lessThan: "小于", .greaterThan: "大于", .atMost: "小于等于", .atLeast: "大于等于",
        .notEqual: "不等于", .plusOrMinus: "正负", .section: "节", .copyright: "版权", .degrees: "度",
        .to: "到", .dot: "点", .dash: "杠", .underscore: "下划线", .colon: "冒号", .questionMark: "问号",
        .percent: "百分号", .hash: "井号", .tilde: "波浪号", .infinity: "无穷大", .squareRoot: "根号",
        .squared: "的平方", .cubed: "的立方", .pi: "派", .version: "版本", .ohm: "欧姆", .star: "星",
    ]

    static func currency(_ code: String) -> String { currencies[code] ?? code }

    private static let currencies = [
        "CNY": "元", "JPY": "日元", "USD": "美元", "US$": "美元", "EUR": "欧元", "GBP": "英镑",
        "HKD": "港币", "TWD": "新台币", "KRW": "韩元", "AUD": "澳元", "CAD": "加元", "SGD": "新加坡元",
        "NZD": "新西兰元", "INR": "卢比", "RUB": "卢布", "CHF": "瑞士法郎", "BRL": "雷亚尔", "THB": "泰铢",
        "VND": "越南盾", "TRY": "里拉", "MXN": "墨西哥比索", "PHP": "菲律宾比索", "SEK": "瑞典克朗",
        "NOK": "挪威克朗", "DKK": "丹麦克朗", "PLN": "兹罗提", "CZK": "捷克克朗", "UAH": "格里夫纳",
        "ILS": "谢克尔", "ZAR": "兰特", "BTC": "比特币", "cent": "美分",
    ]

    static func unit(_ id: String) -> String? {
        if let name = units[id] { return name }
        if id.hasPrefix("square-") { return unit(String(id.dropFirst(7))).map { "平方" + $0 } }
        if id.hasPrefix("cubic-") { return unit(String(id.dropFirst(6))).map { "立方" + $0 } }
        if let per = id.firstRange(of: "-per-") {
            guard let top = unit(String(id[..<per.lowerBound])),
                let bottom = unit(String(id[per.upperBound...]))
            else { return nil }
            return top + "每" + bottom
        }
        for (prefix, name) in prefixes where id.hasPrefix(prefix) {
            if let base = units[String(id.dropFirst(prefix.count))] { return name + base }
        }
        return nil
    }

    private static let prefixes = [
        ("kilo", "千"), ("mega", "兆"), ("giga", "吉"), ("tera", "太"), ("peta", "拍"),
        ("milli", "毫"), ("micro", "微"), ("nano", "纳"), ("deci", "分"), ("hecto", "百"),
        ("kibi", "千"), ("mebi", "兆"), ("gibi", "吉"), ("tebi", "太"),
    ]
    private static let units = [
        "meter": "米", "kilometer": "公里", "centimeter": "厘米", "millimeter": "毫米",
        "micrometer": "微米", "nanometer": "纳米", "decimeter": "分米", "gram": "克",
        "kilogram": "公斤", "liter": "升", "centiliter": "厘升", "tonne": "吨", "hour": "小时",
        "minute": "分钟", "second": "秒", "pound": "磅", "ounce": "盎司", "inch": "英寸", "foot": "英尺",
        "yard": "码", "mile": "英里", "hectare": "公顷", "gallon": "加仑", "byte": "字节", "bit": "比特",
        "hertz": "赫兹", "watt": "瓦", "watt-hour": "瓦时", "kilowatt-hour": "千瓦时",
        "megawatt-hour": "兆瓦时", "gigawatt-hour": "吉瓦时", "volt": "伏", "ampere": "安",
        "milliampere-hour": "毫安时", "ampere-hour": "安时", "ohm": "欧姆", "joule": "焦耳",
        "calorie": "卡", "kilocalorie": "千卡", "newton": "牛", "pascal": "帕", "decibel": "分贝",
        "pixel": "像素", "lux": "勒克斯", "lumen": "流明", "kelvin": "开尔文", "hp": "马力", "degree": "度",
        "dot": "点", "frame": "帧", "revolution": "转", "part-per-million": "百万分之一",
    ]
}
