/// Words that the dictionary takes whole where a numeral and its counter are meant: 八百、 is no
/// ヤオ, 八頭の馬 no taro, and 二分 between 一分 and 三分 no half.
enum JapaneseDivisions {
    /// Divides them, and tells ten minutes from enough.
    static func divide(_ words: inout [JapaneseWord]) {
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        for (index, word) in words.enumerated() {
            let next = index + 1 < words.count ? words[index + 1] : nil
            switch (word.surface, word.pronunciation) {
            case ("八百", "ヤオ"):
                result += parts(of: word, [eight, unit("百", "ヒャク")])
            case ("八頭", "ヤツガシラ") where next.map({ !regions.contains($0.surface) }) ?? true:
                result += parts(of: word, [eight, counter("頭", "トー", accent: 2, "C1")])
            case ("二分", "ニブン")
            where next.map({ $0.base != "する" && !halves.contains($0.surface) }) ?? true
                && result.last?.surface != "を":
                result += parts(of: word, [two, counter("分", "フン", accent: 1, "C3")])
            case ("十分", "ジューブン")
            where next.map { measures.contains($0.surface) } ?? false
                || result.last?.surface == "時" && result.dropLast().last?.isNumeral == true:
                var minutes = word
                minutes.detail = "副詞可能"
                minutes.say("ジュップン", accent: 1, morae: 4)
                result.append(minutes)
            case ("数分", "スーフン")
            where next?.surface == "の" && index + 2 < words.count && words[index + 2].isNumeral:
                var part = word
                part.say("スーブン", accent: 1, morae: 4)
                result.append(part)
            default: result.append(word)
            }
        }
        words = result
    }

    /// The characters of a word as words of their own.
    private static func parts(of word: JapaneseWord, _ parts: [JapaneseWord]) -> [JapaneseWord] {
        let middle = (word.range.lowerBound + word.range.upperBound) / 2
        var parts = parts
        parts[0].range = word.range.lowerBound..<middle
        parts[1].range = middle..<word.range.upperBound
        return parts
    }

    private static let eight = unit("八", "ハチ")
    private static let two = unit("二", "ニ")

    private static func unit(_ surface: String, _ kana: String) -> JapaneseWord {
        let morae = JapaneseMora.morae(of: kana).count
        return JapaneseWord(
            surface: surface, range: 0..<0, kind: .noun, detail: "数", reading: kana,
            pronunciation: kana, accent: morae, morae: morae, combination: "C3")
    }

    private static func counter(
        _ surface: String, _ kana: String, accent: Int, _ combination: String
    ) -> JapaneseWord {
        JapaneseWord(
            surface: surface, range: 0..<0, kind: .noun, detail: "接尾", detail2: "助数詞",
            reading: kana, pronunciation: kana, accent: accent,
            morae: JapaneseMora.morae(of: kana).count, combination: combination)
    }

    /// 八頭町 is a place.
    private static let regions: Set<String> = ["町", "郡", "高校"]
    /// 二分音符 is a half note.
    private static let halves: Set<String> = ["音符", "休符", "法", "割", "化", "木", "探索", "論"]
    /// What follows a time and not 十分, enough.
    private static let measures: Set<String> = [
        "前", "後", "間", "以内", "以上", "ほど", "ごと", "毎", "おき", "置き", "弱", "強", "足らず", "過ぎ",
    ]
}
