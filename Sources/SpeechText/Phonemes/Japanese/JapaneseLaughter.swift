/// Laughter: ははは and わははは are no particles.
enum JapaneseLaughter {
    /// Makes one word of each は that stands three times and more, with a kana that opens it.
    static func join(_ words: inout [JapaneseWord]) {
        guard words.contains(where: { isLaughing($0) }) else { return }
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            var end = index
            var count = 0
            while end < words.count, isLaughing(words[end]),
                end == index || words[end].range.lowerBound == words[end - 1].range.upperBound
            {
                count += words[end].surface.count
                end += 1
            }
            guard count >= 3 else {
                result += words[index..<max(end, index + 1)]
                index = max(end, index + 1)
                continue
            }
            var surface = String(repeating: "は", count: count)
            var start = words[index].range.lowerBound
            if let last = result.last, openings.contains(last.surface),
                last.range.upperBound == start, last.role == .said
            {
                surface = last.surface + surface
                start = last.range.lowerBound
                result.removeLast()
            }
            var word = JapaneseWord(
                surface: surface, range: start..<words[end - 1].range.upperBound,
                kind: .interjection, reading: surface)
            let kana = String(
                String.UnicodeScalarView(surface.unicodeScalars.map { JapaneseKana.katakana($0) }))
            // As the dictionary has ははははは.
            word.say(kana, accent: 0, morae: JapaneseMora.morae(of: kana).count)
            result.append(word)
            index = end
        }
        words = result
    }

    private static func isLaughing(_ word: JapaneseWord) -> Bool {
        word.role == .said && word.base != JapaneseReader.givenBase && !word.surface.isEmpty
            && word.surface.unicodeScalars.allSatisfy { $0 == "は" }
    }

    private static let openings: Set<String> = ["わ", "あ", "う", "が", "だ", "ぐ", "ぶ", "い"]
}
