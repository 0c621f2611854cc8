/// Words that NAIST-jdic lacks, or takes for others in a sentence.
///
/// Readings and accents after NHK's pronunciation and accent dictionary.
enum JapaneseSupplement {
    /// Puts words of the supplement in the place of those that they are made of.
    static func apply(to words: inout [JapaneseWord]) {
        guard words.contains(where: { $0.surface.first.map(firsts.contains) ?? false }) else {
            return
        }
        var index = 0
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        while index < words.count {
            guard let (word, count) = match(words, index) else {
                result.append(words[index])
                index += 1
                continue
            }
            result.append(word)
            index += count
        }
        words = result
    }

    private static func match(
        _ words: [JapaneseWord], _ start: Int
    ) -> (word: JapaneseWord, count: Int)? {
        guard let first = words[start].surface.first, firsts.contains(first) else { return nil }
        var surface = ""
        var found: (word: JapaneseWord, count: Int)?
        // 三百合 and ジナサ aren't 百合 and ナサ.
        if start > 0 {
            let before = words[start - 1]
            if before.isNumeral, words[start].isNumeral { return nil }
            if isKatakana(first), before.surface.last.map(isKatakana) ?? false { return nil }
        }
        for count in 1...4 where start + count <= words.count {
            let last = words[start + count - 1]
            guard last.role == .said, last.base != JapaneseReader.givenBase else { break }
            surface += last.surface
            guard let entry = entries[surface] else { continue }
            if start + count < words.count, last.surface.last.map(isKatakana) ?? false,
                words[start + count].surface.first.map(isKatakana) ?? false
            {
                continue
            }
            var word = JapaneseWord(
                surface: surface,
                range: words[start].range
                    .lowerBound..<max(
                        words[start].range.upperBound, last.range.upperBound),
                kind: .noun, detail: entry.isTime ? "副詞可能" : "一般", reading: entry.kana,
                combination: "C3")
            word.say(
                entry.kana, accent: entry.accent, morae: JapaneseMora.morae(of: entry.kana).count)
            // The longest: ジュップン間 rather than ジュップン.
            found = (word, count)
        }
        return found
    }

    private static func isKatakana(_ character: Character) -> Bool {
        "ァ"..."ヺ" ~= character || character == "ー"
    }

    private struct Entry {
        var kana: String
        var accent: Int
        var isTime = false
    }

    private static let entries: [String: Entry] = [
        "先々週": Entry(kana: "センセンシュー", accent: 3, isTime: true),
        "先々月": Entry(kana: "センセンゲツ", accent: 3, isTime: true),
        "数日": Entry(kana: "スージツ", accent: 0, isTime: true),
        "七夕": Entry(kana: "タナバタ", accent: 0), "七五三": Entry(kana: "シチゴサン", accent: 3),
        "桜島": Entry(kana: "サクラジマ", accent: 3), "白髪": Entry(kana: "シラガ", accent: 3),
        "河原": Entry(kana: "カワラ", accent: 0), "百合": Entry(kana: "ユリ", accent: 0),
        "一本道": Entry(kana: "イッポンミチ", accent: 3),
        "有限会社": Entry(kana: "ユーゲンガイシャ", accent: 5),
        "二言三言": Entry(kana: "フタコトミコト", accent: 5),
        // As the normalizer writes 10分 and acronyms that are words.
        "ジュップン": Entry(kana: "ジュップン", accent: 1, isTime: true),
        "ジュップン間": Entry(kana: "ジュップンカン", accent: 3, isTime: true),
        "ナサ": Entry(kana: "ナサ", accent: 1), "ナトー": Entry(kana: "ナトー", accent: 1),
        "ジャクサ": Entry(kana: "ジャクサ", accent: 1), "フィファ": Entry(kana: "フィファ", accent: 1),
        "ジャイカ": Entry(kana: "ジャイカ", accent: 1), "トーイック": Entry(kana: "トーイック", accent: 1),
        "トーフル": Entry(kana: "トーフル", accent: 1), "コビッド": Entry(kana: "コビッド", accent: 1),
        "ジェイペグ": Entry(kana: "ジェイペグ", accent: 1), "クーダ": Entry(kana: "クーダ", accent: 1),
    ]

    private static let firsts = Set(entries.keys.compactMap(\.first))
}
