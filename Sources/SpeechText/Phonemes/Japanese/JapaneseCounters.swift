/// What counters and the numerals before them do to each other: 一本 イッポン, 三本 サンボン.
///
/// The counters and their classes are those of Open JTalk (njd_set_digit) and of NHK's
/// pronunciation dictionary (助数詞の発音).
enum JapaneseCounters {
    /// A form of a numeral before a counter.
    struct Form: Equatable {
        var kana: String
        var accent: Int
    }

    /// How a numeral is said before a counter; nil where as always.
    static func form(of numeral: String, before counter: String) -> Form? {
        classes[counter].flatMap { forms[$0]?[numeral] }
    }

    /// The counter with its first sound as the numeral before it makes it.
    ///
    /// - Parameter kana: The counter's sounds by itself.
    static func sound(_ kana: String, of counter: String, after numeral: String) -> String {
        guard let change = changes[counter].flatMap({ changed[$0]?[numeral] }) else { return kana }
        return replacingFirst(kana, change == .voiced ? voiced : hardened)
    }

    /// 三百, 六百, 八百, 三千, 何千: the unit.
    static func unit(_ kana: String, of unit: String, after numeral: String) -> String {
        guard unit == "百" || unit == "千" else { return kana }
        switch numeral {
        case "三", "何": return replacingFirst(kana, voiced)
        case "六", "八": return replacingFirst(kana, hardened)
        default: return kana
        }
    }

    /// 六百, 八千, 一兆: the numeral.
    static func form(of numeral: String, beforeUnit unit: String) -> Form? {
        switch unit {
        case "百": forms[.hundred]?[numeral]
        case "千", "兆", "京": forms[.thousand]?[numeral]
        default: nil
        }
    }

    // MARK: Numerals before counters

    /// Which numerals change.
    private enum Class {
        case years, people, hours, days, months, allShort, shortOneEightTen, shortSixTen
        case shortOneTen, shortTen, hundred, thousand
    }

    private static let forms: [Class: [String: Form]] = {
        let yo = ("四", Form(kana: "ヨ", accent: 0))
        let shichi = ("七", Form(kana: "シチ", accent: 1))
        let ku = ("九", Form(kana: "ク", accent: 0))
        let one = ("一", Form(kana: "イッ", accent: 1))
        let six = ("六", Form(kana: "ロッ", accent: 1))
        let eight = ("八", Form(kana: "ハッ", accent: 1))
        let ten = ("十", Form(kana: "ジュッ", accent: 1))
        let hundred = ("百", Form(kana: "ヒャッ", accent: 1))
        let rows: [(Class, [(String, Form)])] = [
            (.years, [yo]), (.people, [yo, shichi]), (.hours, [yo, shichi, ku]),
            (.days, [shichi, ku]), (.months, [("四", Form(kana: "シ", accent: 0)), shichi, ku]),
            (.allShort, [one, six, eight, ten, hundred]), (.shortOneEightTen, [one, eight, ten]),
            (.shortSixTen, [six, ten, hundred]), (.shortOneTen, [one, ten]), (.shortTen, [ten]),
            (
                .hundred,
                [("六", Form(kana: "ロッ", accent: 0)), ("八", Form(kana: "ハッ", accent: 0))]
            ),
            (
                .thousand,
                [("一", Form(kana: "イッ", accent: 0)), ("八", Form(kana: "ハッ", accent: 0)), ten]
            ),
        ]
        return Dictionary(
            uniqueKeysWithValues: rows.map {
                ($0, Dictionary(uniqueKeysWithValues: $1))
            })
    }()

    private static let classes: [String: Class] = {
        let rows: [(Class, String)] = [
            (.years, "年 円 年間 年生 年代 年度 年版 年余 年来 えん"), (.people, "人 人月 人前 人組"),
            (.hours, "時 時間 時限 時半"), (.days, "日 日間"), (.months, "月"),
            (
                .allShort,
                """
                個 階 分 発 本 鉢 口 切れ 箱 か月 か国 か所 か条 か村 か年 カ月 カ国 カ寺 カ所 カ条 カ村 カ店 カ年
                ケ月 ケ国 ケ所 ケ条 ケ村 ケ年 ヵ月 ヵ国 ヵ所 ヵ条 ヵ村 ヵ年 ヶ月 ヶ国 ヶ所 ヶ条 ヶ村 ヶ年 個月 個口
                個国 個条 個年 箇月 箇国 箇所 箇条 箇年 かけ くだり けた 価 課 画 回 回忌 回生 回戦 回線 回分 回目 海里
                カイリ 浬 角 株 冠 巻 缶 貫 貫目 間 基 期 期生 機 気圧 季 騎 客 脚 球 級 橋 局 曲 極 重ね 斤 金 句
                区 躯 計 桁 ケタ 校 港 項 組 件 軒 言 戸 湖 光年 ぴき ぺん 波 派 敗 杯 拍 泊 版 犯 班 匹 疋 筆 俵
                票 分間 分目 片 篇 編 辺 遍 歩 報 方 法 本立て 頭身
                """
            ),
            (
                .shortOneEightTen,
                """
                ． ・ 点 才 頭 着 足 尺 坪 通り センチ センチメートル シーシー ＣＣ ｃｃ ｃｍ サイクル サンチーム シーズン
                シート シリング シンガポールドル スイスフラン スウェーデンクローネ スクレ セット セント ソル ゾーン 糎 竿 差 差し
                歳 歳児 作 冊 刷 皿 棹 艘 子 視 式 失 室 射 社 勺 種 首 周 周忌 周年 州 週 週間 集 宿 所 勝 升 床 章
                色 食 親等 進 進数 品 すじ そう そろい 筋 数 寸 世 世帯 隻 席 石 節 戦 線 選 銭 層 相 揃 たび つかみ
                つがい つぶ つまみ つ折 つ折り とおり とき ところ とせ 玉 手 束 続き 体 対 卓 樽 反 丁 丁目 鳥 通
                掴み 艇 滴 店 転 斗 棟 盗 灯 等 等席 等地 等分 答 得 噸 粒 種類 歳馬 世紀 車種
                """
            ),
            (
                .shortSixTen,
                """
                キロ カロリー ｃａｌ ｋｂ ｋｇ ｋｌ ｋｍ ｋｔ ｋｗ ｋグラム ｋバイト ｋヘルツ ｋメートル ｋリットル ｋワット
                カナダドル カラット ガロン キュリー キロカロリー キログラム キロトン キロバイト キロヘルツ キロメートル キロリットル
                キロワット キロワット時 クラス クローナ クローネ グァラニ ケース コース 粁
                """
            ),
            (.shortOneTen, "トン ｔ タル テラ トライ"),
            (
                .shortTen,
                """
                房 柱 ％ ポンド ｐａ ｐｐｍ パーセント パーミル パスカル パック パット ピーピーエム ピコ ページ 頁 ペア
                ペセタ ペソ ペニー ペニヒ ペンス ポイント 振り 針 袋 張り 平米 平方キロ 平方キロメートル 平方センチメートル
                平方メートル 品目
                """
            ),
        ]
        var table: [String: Class] = [:]
        for (name, counters) in rows {
            for counter in counters.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                table[String(counter)] = name
            }
        }
        return table
    }()

    // MARK: Counters behind numerals

    private enum Sound { case voiced, hardened }

    /// Which numerals change a counter's first sound: of 分, of 本, of 軒, of 階.
    private enum Change { case minutes, sticks, houses, floors }

    private static let changed: [Change: [String: Sound]] = {
        func row(_ voiced: String, _ hardened: String) -> [String: Sound] {
            var row: [String: Sound] = [:]
            for numeral in voiced { row[String(numeral)] = .voiced }
            for numeral in hardened { row[String(numeral)] = .hardened }
            return row
        }
        return [
            .minutes: row("", "一三四六八十百千万何"), .sticks: row("三千万何", "一六八十百"),
            .houses: row("三千万何", ""), .floors: row("三何", ""),
        ]
    }()

    private static let changes: [String: Change] = {
        let rows: [(Change, String)] = [
            (.minutes, "分 版 敗 発 拍 鉢 波 派 泊 犯 班 品 分間 分目 片 篇 編 辺 遍 歩 報 方"),
            (.sticks, "本 匹 疋 票 俵 箱 本立て 杯 針 柱"), (.houses, "軒 石 足 尺 かけ 重ね 件 勺"),
            (.floors, "階"),
        ]
        var table: [String: Change] = [:]
        for (change, counters) in rows {
            for counter in counters.split(separator: " ") { table[String(counter)] = change }
        }
        // 三件 is サンケン.
        table["件"] = nil
        return table
    }()

    private static let voiced: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip("カキクケコサシスセソタチツテトハヒフヘホ", "ガギグゲゴザジズゼゾダヂヅデドバビブベボ"))
    private static let hardened: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip("ハヒフヘホ", "パピプペポ"))

    private static func replacingFirst(
        _ kana: String, _ table: [Character: Character]
    ) -> String {
        guard let first = kana.first, let other = table[first] else { return kana }
        return String(other) + kana.dropFirst()
    }
}
