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
        for count in 1...4 where start + count <= words.count {
            let last = words[start + count - 1]
            guard last.role == .said, last.base != JapaneseReader.givenBase else { return nil }
            surface += last.surface
            guard let entry = entries[surface] else { continue }
            var word = JapaneseWord(
                surface: surface,
                range: words[start].range
                    .lowerBound..<max(
                        words[start].range.upperBound, last.range.upperBound),
                kind: .noun, detail: entry.isTime ? "副詞可能" : "一般", reading: entry.kana,
                combination: "C3")
            word.say(
                entry.kana, accent: entry.accent, morae: JapaneseMora.morae(of: entry.kana).count)
            return (word, count)
        }
        return nil
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
        "河原": Entry(kana: "カワラ", accent: 0),
    ]

    private static let firsts = Set(entries.keys.compactMap(\.first))
}
