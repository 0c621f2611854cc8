/// The Japanese names of letters, units, currencies and symbols.
enum JapaneseWords {
    static let letters = [
        "エー", "ビー", "シー", "ディー", "イー", "エフ", "ジー", "エイチ", "アイ", "ジェー", "ケー", "エル", "エム",
        "エヌ", "オー", "ピー", "キュー", "アール", "エス", "ティー", "ユー", "ブイ", "ダブリュー", "エックス", "ワイ",
        "ゼット",
    ]

    static let symbols: [Symbol: String] = [
        .and: "アンド", .plus: "プラス", .minus: "マイナス", .equals: "イコール", .at: "アットマーク",
        .number: "ナンバー", .hashtag: "ハッシュタグ", .times: "かける", .by: "かける", .dividedBy: "割る",
        .per: "毎", .slash: "スラッシュ", .backslash: "バックスラッシュ", .about: "約", .lessThan: "小なり",
        .greaterThan: "大なり", .atMost: "小なりイコール", .atLeast: "大なりイコール",
        .notEqual: "ノットイコール", .plusOrMinus: "プラスマイナス", .section: "セクション",
        .degrees: "度", .to: "から", .dot: "ドット", .dash: "ハイフン", .underscore: "アンダーバー",
        .colon: "コロン", .questionMark: "クエスチョンマーク", .percent: "パーセント", .hash: "シャープ",
        .tilde: "チルダ", .infinity: "無限大", .squareRoot: "ルート", .squared: "の二乗", .cubed: "の三乗",
        .pi: "パイ", .version: "バージョン", .ohm: "オーム", .star: "スター", .copyright: "コピーライト",
    ]

    static func currency(_ code: String) -> String {
        currencies[code] ?? code
    }

    private static let currencies = [
        "JPY": "円", "USD": "ドル", "US$": "米ドル", "EUR": "ユーロ", "GBP": "ポンド", "CNY": "元",
        "KRW": "ウォン", "TWD": "台湾ドル", "HKD": "香港ドル", "AUD": "オーストラリアドル", "CAD": "カナダドル",
        "SGD": "シンガポールドル", "NZD": "ニュージーランドドル", "INR": "ルピー", "RUB": "ルーブル",
        "CHF": "スイスフラン", "BRL": "レアル", "THB": "バーツ", "VND": "ドン", "TRY": "トルコリラ",
        "MXN": "メキシコペソ", "PHP": "フィリピンペソ", "SEK": "スウェーデンクローナ", "ILS": "シェケル",
        "NOK": "ノルウェークローネ", "DKK": "デンマーククローネ", "PLN": "ズウォティ", "CZK": "チェココルナ",
        "UAH": "フリヴニャ", "ZAR": "ランド", "BTC": "ビットコイン", "cent": "セント",
    ]
    static let cents = ["USD": "セント", "US$": "セント", "EUR": "セント", "GBP": "ペンス"]

    static func unit(_ id: String) -> String? {
        if let name = units[id] { return name }
        if id.hasPrefix("square-") { return unit(String(id.dropFirst(7))).map { "平方" + $0 } }
        if id.hasPrefix("cubic-") { return unit(String(id.dropFirst(6))).map { "立方" + $0 } }
        if let per = id.firstRange(of: "-per-") {
            guard let top = unit(String(id[..<per.lowerBound])),
                let bottom = unit(String(id[per.upperBound...]))
            else { return nil }
            return top + "毎" + bottom
        }
        for (prefix, kana) in prefixes where id.hasPrefix(prefix) {
            if let base = units[String(id.dropFirst(prefix.count))] { return kana + base }
        }
        return nil
    }

    private static let prefixes = [
        ("kilo", "キロ"), ("mega", "メガ"), ("giga", "ギガ"), ("tera", "テラ"), ("peta", "ペタ"),
        ("centi", "センチ"), ("milli", "ミリ"), ("micro", "マイクロ"), ("nano", "ナノ"), ("deci", "デシ"),
        ("hecto", "ヘクト"), ("kibi", "キビ"), ("mebi", "メビ"), ("gibi", "ギビ"), ("tebi", "テビ"),
    ]
    private static let units = [
        "meter": "メートル", "gram": "グラム", "liter": "リットル", "tonne": "トン", "hour": "時間",
        "minute": "分", "second": "秒", "pound": "ポンド", "ounce": "オンス", "inch": "インチ",
        "foot": "フィート", "yard": "ヤード", "mile": "マイル", "hectare": "ヘクタール", "gallon": "ガロン",
        "byte": "バイト", "bit": "ビット", "hertz": "ヘルツ", "watt": "ワット", "watt-hour": "ワット時",
        "kilowatt-hour": "キロワット時", "megawatt-hour": "メガワット時", "gigawatt-hour": "ギガワット時",
        "volt": "ボルト", "ampere": "アンペア", "milliampere-hour": "ミリアンペア時",
        "ampere-hour": "アンペア時", "ohm": "オーム", "joule": "ジュール", "calorie": "カロリー",
        "newton": "ニュートン", "pascal": "パスカル", "decibel": "デシベル", "pixel": "ピクセル",
        "lux": "ルクス", "lumen": "ルーメン", "kelvin": "ケルビン", "hp": "馬力", "dot": "ドット",
        "frame": "フレーム", "revolution": "回転", "part-per-million": "ピーピーエム",
    ]
}
