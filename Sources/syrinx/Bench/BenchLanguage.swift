import ArgumentParser

/// A language that benchmarks have text in.
enum BenchLanguage: String, CaseIterable, ExpressibleByArgument {
    case en, ja, zh

    /// A sentence of three seconds.
    var sentence: String {
        switch self {
        case .en: "Hello, this is the first sentence of the day."
        case .ja: "おはようございます。今日の最初の文章を読み上げます。"
        case .zh: "大家早上好，这是今天要读的第一句话。"
        }
    }

    /// What sentences are put together of.
    var words: [String] {
        switch self {
        case .en: Self.english
        case .ja: Self.japanese
        case .zh: Self.chinese
        }
    }

    /// What stands among them now and then: numbers, dates, units, names.
    var spices: [String] {
        switch self {
        case .en:
            [
                "in 1987", "for $12.50", "at 7:30", "Dr. Smith", "3 km away", "on May 4, 2021",
                "25%",
            ]
        case .ja: ["1987年に", "1,250円で", "7時30分に", "iPhoneを2台", "3km先の", "5月4日に", "25%の"]
        case .zh: ["1987年", "花12.5元", "7点30分", "用Python", "3公里外", "5月4日", "25%的"]
        }
    }

    /// What stands between words, behind a part of a sentence, and at its end.
    var marks: (space: String, comma: String, ends: [String]) {
        switch self {
        case .en: (" ", ", ", [". ", ". ", ". ", "! ", "? "])
        case .ja: ("", "、", ["。", "。", "。", "！", "？"])
        case .zh: ("", "，", ["。", "。", "。", "！", "？"])
        }
    }

    /// Bytes of text that take some minute to say.
    var bytesOfMinute: Int {
        switch self {
        case .en: 900
        case .ja: 1_100
        case .zh: 750
        }
    }

    private static let english = """
        the river runs past an old mill where children used to play in summer while farmers \
        brought grain and told stories of distant towns and winter storms that nobody else \
        remembered quite so well as she did because every evening her father lit the lamp by \
        the window and read aloud from a book of travels until all of them had fallen asleep
        """.split(separator: " ").map(String.init)

    private static let japanese = """
        川は 古い 水車小屋の そばを 流れて 夏には 子供たちが 遊び 農夫たちは 穀物を 運び 遠い 町の 話や \
        冬の 嵐の ことを 語り 誰よりも よく 覚えて いた 彼女は 毎晩 父が 窓辺で 明かりを ともし 旅の 本を \
        声に出して 読み 皆が 眠るまで 続けた
        """.split(separator: " ").map(String.init)

    private static let chinese = """
        河水 流过 一座 古老的 磨坊 夏天 孩子们 常常 在那里 玩耍 农民 带来 粮食 讲起 遥远的 城镇 和 \
        冬天的 暴风雪 没有人 比她 记得 更清楚 因为 每天晚上 父亲 都会 点亮 窗边的 灯 大声 朗读 一本 \
        游记 直到 大家 睡着
        """.split(separator: " ").map(String.init)
}
