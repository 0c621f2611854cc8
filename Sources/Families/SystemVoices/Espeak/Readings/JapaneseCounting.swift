/// How Japanese numerals and the counters behind them are said together.
///
/// MeCab reads each numeral and each counter by itself: 三百 as サン・ヒャク, 八本 as
/// ハチ・ホン. Said together they change: サンビャク, ハッポン. The rules are those of
/// NHK's pronunciation dictionary (助数詞の発音) for the counters in everyday use; a
/// counter that is not among them is read by MeCab, with the numeral before it right.
enum JapaneseCounting {
    /// A numeral and its counter in kana, and how many words the two are.
    struct Reading: Equatable {
        var kana: String
        var words: Int
    }

    /// Reads the numeral that a row of words begins with; nil where there is none.
    ///
    /// - Parameter isDate: Whether the name of a month stands before it, so that 一日 is
    ///   its first day.
    static func reading(_ words: ArraySlice<JapaneseWord>, isDate: Bool) -> Reading? {
        let digits = words.prefix { $0.isNumeral }
        let numeral = digits.flatMap { $0.surface }
        guard !numeral.isEmpty, numeral.allSatisfy({ values[$0] != nil || units[$0] != nil })
        else { return nil }
        let rest = words.dropFirst(digits.count)
        guard let counter = rest.first?.surface else {
            return Reading(kana: kana(numeral), words: digits.count)
        }
        if counter.hasPrefix("日"), let day = day(numeral, isDate: isDate) {
            if let found = ending(day, "日", counter, digits.count) { return found }
        }
        if let said = exact[String(numeral) + counter] {
            return Reading(kana: said, words: digits.count + 1)
        }
        for length in stride(from: min(3, counter.count), through: 1, by: -1) {
            let name = String(counter.prefix(length))
            guard let entry = counters[name] else { continue }
            let said = joined(numeral, entry.kana, entry.kind)
            if let found = ending(said, name, counter, digits.count) { return found }
        }
        return Reading(kana: kana(numeral), words: digits.count)
    }

    /// A counter with what its word has behind it, as 間 in 分間; where that has no
    /// reading here, the numeral alone.
    private static func ending(
        _ said: String, _ name: String, _ counter: String, _ count: Int
    ) -> Reading? {
        let rest = String(counter.dropFirst(name.count))
        guard !rest.isEmpty else { return Reading(kana: said, words: count + 1) }
        guard let kana = endings[rest] ?? Kana.katakana(rest) else { return nil }
        return Reading(kana: said + kana, words: count + 1)
    }

    private static let endings = ["間": "カン", "目": "メ", "半": "ハン", "前": "マエ", "後": "ゴ"]

    // MARK: Numerals

    private static let values: [Character: String] = [
        "〇": "ゼロ", "零": "レー", "一": "イチ", "二": "ニ", "三": "サン", "四": "ヨン", "五": "ゴ", "六": "ロク",
        "七": "ナナ", "八": "ハチ", "九": "キュー", "０": "ゼロ", "１": "イチ", "２": "ニ", "３": "サン", "４": "ヨン",
        "５": "ゴ", "６": "ロク", "７": "ナナ", "８": "ハチ", "９": "キュー",
    ]
    private static let units: [Character: String] = [
        "十": "ジュー", "百": "ヒャク", "千": "セン", "万": "マン", "億": "オク", "兆": "チョー", "京": "ケー",
    ]
    /// Digits that change before a unit, or the unit does.
    private static let changed = [
        "三百": "サンビャク", "六百": "ロッピャク", "八百": "ハッピャク", "三千": "サンゼン", "八千": "ハッセン",
        "一千": "イッセン", "一兆": "イッチョー", "八兆": "ハッチョー", "十兆": "ジュッチョー", "六京": "ロッケー",
        "八京": "ハッケー", "十京": "ジュッケー", "一京": "イッケー",
    ]

    /// A numeral in kana.
    private static func kana(_ numeral: some Collection<Character>) -> String {
        var result = ""
        var rest = Array(numeral)[...]
        while let first = rest.popFirst() {
            if let next = rest.first, let said = changed[String([first, next])] {
                result += said
                rest.removeFirst()
            } else {
                result += values[first] ?? units[first] ?? ""
            }
        }
        return result
    }

    // MARK: Counters

    /// How a counter and the numeral before it change each other.
    private enum Kind {
        /// By its first sound: カ 一六八十 shorten; サ, タ 一八十 shorten; ハ as カ with the
        /// counter's sound hardened to パ.
        case k, s, t, p
        /// As ハ, and バ after 三 and 千.
        case b
        /// 階, 軒, 足: ガ, ザ after 三.
        case voicedAfterThree
        /// Nothing changes but 四, which is short: 年, 円.
        case shortFour
        /// 四 is ヨ, 七 シチ, 九 ク: 時.
        case hours
        /// 一人, 二人 apart; 四 is ヨ: 人.
        case people
        /// Only 十 shortens: キロ, センチ.
        case tenOnly
    }

    private static let counters: [String: (kana: String, kind: Kind)] = {
        var table: [String: (String, Kind)] = [
            "年": ("ネン", .shortFour), "円": ("エン", .shortFour), "時": ("ジ", .hours),
            "時間": ("ジカン", .hours), "月": ("ガツ", .hours), "人": ("ニン", .people),
            "人前": ("ニンマエ", .shortFour), "分": ("フン", .p), "本": ("ホン", .b), "匹": ("ヒキ", .b),
            "杯": ("ハイ", .b), "票": ("ヒョー", .b), "泊": ("ハク", .p), "発": ("ハツ", .p), "歩": ("ホ", .p),
            "階": ("カイ", .voicedAfterThree), "軒": ("ケン", .voicedAfterThree),
            "足": ("ソク", .voicedAfterThree), "キロ": ("キロ", .tenOnly), "センチ": ("センチ", .tenOnly),
            "トン": ("トン", .tenOnly),
        ]
        let rows: [(Kind, [(String, String)])] = [
            (
                .k,
                [
                    ("回", "カイ"), ("個", "コ"), ("ヶ月", "カゲツ"), ("か月", "カゲツ"), ("カ月", "カゲツ"),
                    ("ヵ月", "カゲツ"), ("箇月", "カゲツ"), ("ヶ国", "カコク"), ("か国", "カコク"), ("カ国", "カコク"),
                    ("ヶ所", "カショ"), ("か所", "カショ"), ("カ所", "カショ"), ("箇所", "カショ"), ("件", "ケン"),
                    ("曲", "キョク"), ("巻", "カン"), ("級", "キュー"), ("機", "キ"), ("句", "ク"), ("桁", "ケタ"),
                ]
            ),
            (
                .s,
                [
                    ("歳", "サイ"), ("才", "サイ"), ("冊", "サツ"), ("週間", "シューカン"), ("週", "シュー"),
                    ("隻", "セキ"), ("世紀", "セーキ"), ("章", "ショー"), ("色", "ショク"), ("周", "シュー"),
                    ("席", "セキ"), ("種類", "シュルイ"), ("世帯", "セタイ"), ("社", "シャ"), ("戦", "セン"),
                    ("勝", "ショー"), ("生", "セイ"), ("親等", "シントー"),
                ]
            ),
            (
                .t,
                [
                    ("頭", "トー"), ("通", "ツー"), ("点", "テン"), ("丁目", "チョーメ"), ("着", "チャク"),
                    ("滴", "テキ"), ("体", "タイ"), ("等", "トー"), ("丁", "チョー"), ("兆", "チョー"),
                ]
            ),
        ]
        for (kind, names) in rows { for (name, kana) in names { table[name] = (kana, kind) } }
        return table
    }()

    /// Numerals that have a name of their own with a counter.
    private static let exact = ["二十歳": "ハタチ", "二十才": "ハタチ", "一人": "ヒトリ", "二人": "フタリ"]

    private static func joined(_ numeral: [Character], _ counter: String, _ kind: Kind) -> String {
        guard let last = numeral.last else { return counter }
        let said = kana(numeral)
        /// The numeral with another end.
        func ending(_ old: String, _ new: String) -> String {
            said.hasSuffix(old) ? String(said.dropLast(old.count)) + new : said
        }
        switch kind {
        case .shortFour: return ending("ヨン", "ヨ") + counter
        case .hours:
            if counter == "ガツ", last == "四" { return ending("ヨン", "シ") + counter }
            switch last {
            case "四": return ending("ヨン", "ヨ") + counter
            case "七": return ending("ナナ", "シチ") + counter
            case "九": return ending("キュー", "ク") + counter
            default: return said + counter
            }
        case .people: return ending("ヨン", "ヨ") + counter
        case .tenOnly: return (last == "十" ? ending("ジュー", "ジュッ") : said) + counter
        case .k, .s, .t, .p, .b, .voicedAfterThree: break
        }
        let isH = kind == .p || kind == .b
        let isK = kind == .k || isH || (kind == .voicedAfterThree && counter != "ソク")
        switch last {
        case "一": return ending("イチ", "イッ") + (isH ? hard(counter) : counter)
        case "六" where isK: return ending("ロク", "ロッ") + (isH ? hard(counter) : counter)
        case "八": return ending("ハチ", "ハッ") + (isH ? hard(counter) : counter)
        case "十": return ending("ジュー", "ジュッ") + (isH ? hard(counter) : counter)
        case "百" where isK: return ending("ク", "ッ") + (isH ? hard(counter) : counter)
        case "三", "千", "万":
            switch kind {
            case .voicedAfterThree where last == "三": return said + voiced(counter)
            case .b: return said + voiced(counter)
            case .p: return said + hard(counter)
            default: return said + counter
            }
        case "四" where kind == .p: return said + hard(counter)
        default: return said + counter
        }
    }

    /// A counter with its first sound as パ has it.
    private static func hard(_ counter: String) -> String {
        replacingFirst(counter, ["ハ": "パ", "ヒ": "ピ", "フ": "プ", "ヘ": "ペ", "ホ": "ポ"])
    }

    /// A counter with its first sound voiced.
    private static func voiced(_ counter: String) -> String {
        replacingFirst(
            counter,
            ["ハ": "バ", "ヒ": "ビ", "ホ": "ボ", "カ": "ガ", "ケ": "ゲ", "ソ": "ゾ"])
    }

    private static func replacingFirst(
        _ text: String, _ table: [Character: String]
    ) -> String {
        guard let first = text.first, let other = table[first] else { return text }
        return other + text.dropFirst()
    }

    /// A day of the month, or so many days.
    private static func day(_ numeral: [Character], isDate: Bool) -> String? {
        if numeral == ["一"], !isDate { return "イチニチ" }
        if let own = days[String(numeral)] { return own }
        if numeral.last == "九" { return String(kana(numeral).dropLast(3)) + "クニチ" }
        if numeral.last == "七" { return String(kana(numeral).dropLast(2)) + "シチニチ" }
        return kana(numeral) + "ニチ"
    }

    private static let days = [
        "一": "ツイタチ", "二": "フツカ", "三": "ミッカ", "四": "ヨッカ", "五": "イツカ", "六": "ムイカ", "七": "ナノカ",
        "八": "ヨーカ", "九": "ココノカ", "十": "トーカ", "十四": "ジューヨッカ", "二十": "ハツカ", "二十四": "ニジューヨッカ",
    ]
}

extension JapaneseWord {
    /// Whether it is a numeral, or part of one.
    var isNumeral: Bool { features.count > 1 && features[1] == "数" }

    /// Whether it names a month: 五月, or the 月 behind a numeral.
    var isMonth: Bool { surface.hasSuffix("月") }
}
