/// Numerals with their units and counters: their sounds together, their names of their own, and
/// the phrases that they make.
///
/// After Open JTalk's njd_set_digit. Numbers in digits come as words first (`JapaneseDigits`).
public enum JapaneseNumerals {
    /// Reads all numerals of a text.
    public static func read(_ words: inout [JapaneseWord]) {
        guard words.contains(where: \.isNumeral) else { return }
        words = JapaneseDigits.expanded(words)
        readPoints(&words)
        adaptCounters(&words)
        joinUnits(&words)
        nameCounts(&words)
        nameDays(&words)
    }

    /// 3.5 as サンテンゴ; digits before the point are lengthened, as those behind it are.
    private static func readPoints(_ words: inout [JapaneseWord]) {
        var index = 1
        while index + 1 < words.count {
            guard JapaneseDigits.isPoint(words[index]) || words[index].surface == "点",
                words[index - 1].isNumeral, words[index + 1].isNumeral
            else {
                index += 1
                continue
            }
            words[index] = JapaneseWord(
                surface: "点", range: words[index].range, kind: .noun, detail: "接尾",
                detail2: "助数詞", reading: "テン", pronunciation: "テン", morae: 2, joins: true)
            let before = words[index - 1].surface
            let accent = words[index - 1].accent
            switch before {
            case "〇", "０", "零": words[index - 1].say("レー", accent: accent, morae: 2)
            case "二", "五":
                words[index - 1].say(
                    JapaneseDigits.clear[before] ?? "", accent: accent, morae: 2)
            case "六": words[index - 1].accent = 1
            default: break
            }
            index += 1
            while index < words.count, words[index].kind == .noun { index += 1 }
        }
    }

    private static func adaptCounters(_ words: inout [JapaneseWord]) {
        for index in words.indices.dropFirst()
        where words[index - 1].isNumeral && words[index].isCounter {
            let numeral = words[index - 1].surface
            let counter = words[index].surface
            if isFraction(words, index) {
                words[index].pronunciation = "ブン"
                words[index - 1].joins = false
                words[index].joins = true
                continue
            }
            if let form = JapaneseCounters.form(of: numeral, before: counter) {
                words[index - 1].say(form)
            }
            if let kana = words[index].pronunciation {
                words[index].pronunciation = JapaneseCounters.sound(
                    kana, of: counter, after: numeral)
            }
            words[index - 1].joins = false
            words[index].joins = true
        }
    }

    /// Whether 分 is a part of a whole: 三分の二, but not 八時五分の一番列車.
    private static func isFraction(_ words: [JapaneseWord], _ index: Int) -> Bool {
        guard words[index].surface == "分", index + 2 < words.count,
            words[index + 1].surface == "の", words[index + 2].isNumeral
        else { return false }
        var start = index - 1
        while start > 0, words[start - 1].isNumeral { start -= 1 }
        return start == 0 || words[start - 1].surface != "時"
    }

    /// A unit joins the digit before it, the next digit begins a phrase.
    private static func joinUnits(_ words: inout [JapaneseWord]) {
        for index in words.indices.dropFirst() where words[index - 1].isNumeral {
            let before = words[index - 1].surface
            let surface = words[index].surface
            if words[index].isNumeral {
                if digits.contains(before), units.contains(surface) {
                    words[index - 1].joins = false
                    words[index].joins = true
                } else if units.contains(before), digits.contains(surface) {
                    words[index].joins = false
                }
            }
            if let form = JapaneseCounters.form(of: before, beforeUnit: surface) {
                words[index - 1].say(form)
            }
            if let kana = words[index].pronunciation {
                words[index].pronunciation = JapaneseCounters.unit(
                    kana, of: surface, after: before)
            }
        }
    }

    private static let digits: Set<String> = [
        "一", "二", "三", "四", "五", "六", "七", "八", "九", "何", "幾", "数",
    ]
    private static let units: Set<String> = ["十", "百", "千", "万", "億", "兆", "京", "垓"]

    // MARK: Names

    /// 一人 ヒトリ, 二箱 フタハコ, 三日 ミッカ: where no other numeral stands before.
    private static func nameCounts(_ words: inout [JapaneseWord]) {
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            var word = words[index]
            index += 1
            guard index < words.count, word.isNumeral, words[index].isCounter,
                result.last.map({ $0.kind == .symbol || !$0.isNumeral }) ?? true
            else {
                result.append(word)
                continue
            }
            let counter = words[index]
            let isDate = result.last?.surface.contains("月") ?? false
            if let own = name(of: word.surface, counter.surface, isDate: isDate) {
                result.append(merged(words[(index - 1)...index], own.kana, own.accent))
                index += 1
                continue
            }
            if let reading = counter.reading, native[counter.surface]?.contains(reading) == true {
                if word.surface == "一" { word.say("ヒト", accent: 0, morae: 2) }
                if word.surface == "二" { word.say("フタ", accent: 0, morae: 2) }
            }
            result.append(word)
        }
        words = result
    }

    private static func name(
        of numeral: String, _ counter: String, isDate: Bool
    ) -> (kana: String, accent: Int)? {
        switch counter {
        case "人": people[numeral]
        case "日": isDate && numeral == "一" ? ("ツイタチ", 4) : days[numeral]
        case "日間": days[numeral].map { ($0.kana + "カン", $0.kana.count > 3 ? 4 : 3) }
        default: nil
        }
    }

    /// 十四日, 二十日, 二十四日, 二十歳.
    private static func nameDays(_ words: inout [JapaneseWord]) {
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            let isFirst = result.last.map { !$0.isNumeral } ?? true
            let names =
                isFirst && words[index].isNumeral
                ? calendar.first { entry in
                    entry.surfaces.count <= words.count - index
                        && entry.surfaces.enumerated().allSatisfy {
                            words[index + $0].surface == $1
                        }
                } : nil
            guard let names else {
                result.append(words[index])
                index += 1
                continue
            }
            for (number, part) in names.parts.enumerated() {
                var word = merged(
                    words[index..<index + part.words], part.kana, part.accent)
                if number > 0 { word.joins = false }
                result.append(word)
                index += part.words
            }
        }
        words = result
    }

    /// A name of several words: which they are, and its parts with how many of them each covers.
    private struct Name {
        var surfaces: [String]
        var parts: [(words: Int, kana: String, accent: Int)]
    }

    private static let calendar: [Name] = [
        Name(surfaces: ["十", "四", "日"], parts: [(3, "ジューヨッカ", 1)]),
        Name(surfaces: ["十", "四", "日間"], parts: [(3, "ジューヨッカカン", 5)]),
        Name(surfaces: ["二", "十", "日"], parts: [(3, "ハツカ", 0)]),
        Name(surfaces: ["二", "十", "日間"], parts: [(3, "ハツカカン", 3)]),
        Name(surfaces: ["二", "十", "歳"], parts: [(3, "ハタチ", 1)]),
        Name(surfaces: ["二", "十", "才"], parts: [(3, "ハタチ", 1)]),
        Name(
            surfaces: ["二", "十", "四", "日"], parts: [(2, "ニジュー", 1), (2, "ヨッカ", 0)]),
        Name(
            surfaces: ["二", "十", "四", "日間"], parts: [(2, "ニジュー", 1), (2, "ヨッカカン", 3)]),
    ]

    /// One word in the place of several.
    private static func merged(
        _ words: ArraySlice<JapaneseWord>, _ kana: String, _ accent: Int
    ) -> JapaneseWord {
        let range =
            words[words.startIndex].range
            .lowerBound..<max(
                words[words.startIndex].range.upperBound, words[words.endIndex - 1].range.upperBound
            )
        var word = JapaneseWord(
            surface: words.map(\.surface).joined(), range: range, kind: .noun, detail: "副詞可能",
            reading: kana, joins: words[words.startIndex].joins)
        word.say(kana, accent: accent, morae: JapaneseMora.morae(of: kana).count)
        return word
    }

    private static let people: [String: (kana: String, accent: Int)] = [
        "一": ("ヒトリ", 2), "二": ("フタリ", 3),
    ]

    private static let days: [String: (kana: String, accent: Int)] = [
        "一": ("イチニチ", 4), "二": ("フツカ", 0), "三": ("ミッカ", 0), "四": ("ヨッカ", 0), "五": ("イツカ", 0),
        "六": ("ムイカ", 0), "七": ("ナノカ", 0), "八": ("ヨーカ", 0), "九": ("ココノカ", 0), "十": ("トーカ", 0),
    ]

    /// Counters of Japanese origin by their readings: 一 and 二 before them are ヒト and フタ.
    private static let native: [String: Set<String>] = {
        let kanji = """
            棟:ムネ 握り:ニギリ 回り:マワリ 株:カブ 竿:サオ 筋:スジ 桁:ケタ 月:ツキ 言:コト 口:クチ 差し:サシ 皿:サラ
            山:ヤマ 勺:シャク 尺:シャク 重ね:カサネ 重ね:ガサネ 振り:フリ 針:ハリ 切れ:キレ 束:タバ 続き:ツヅキ 揃:ソロイ
            袋:フクロ 柱:ハシラ 張り:ハリ 通り:トオリ 掴み:ツカミ 坪:ツボ 箱:ハコ 鉢:ハチ 晩:バン 品:シナ 瓶:ビン
            分け:ワケ 幕:マク 夜:ヤ 夜:ヨ 粒:ツブ 枠:ワク 棹:サオ つ折:ツオリ つ折り:ツオリ かけ:カケ くだり:クダリ
            けた:ケタ すじ:スジ そろい:ソロイ たび:タビ つかみ:ツカミ つがい:ツガイ つまみ:ツマミ とおり:トオリ ところ:トコロ
            とせ:トセ まわり:マワリ シーズン:シーズン セット:セット ケタ:ケタ つぶ:ツブ とき:トキ
            """
        var table: [String: Set<String>] = [:]
        for entry in kanji.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
            let parts = entry.split(separator: ":")
            table[String(parts[0]), default: []].insert(String(parts[1]))
        }
        return table
    }()
}

extension JapaneseWord {
    fileprivate mutating func say(_ form: JapaneseCounters.Form) {
        say(form.kana, accent: form.accent, morae: JapaneseMora.morae(of: form.kana).count)
    }
}
