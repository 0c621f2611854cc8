/// What is quoted and the particle behind it are one phrase: 「東京」は without a pause.
enum JapaneseQuotations {
    /// Takes marks of quotation out between what is said and what hangs on it.
    static func join(_ words: inout [JapaneseWord]) {
        guard words.contains(where: { marks.contains($0.surface) }) else { return }
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        for (index, word) in words.enumerated() {
            if marks.contains(word.surface), case .pause = word.role, index + 1 < words.count,
                words[index + 1].role == .said,
                words[index + 1].kind == .particle || words[index + 1].kind == .auxiliary,
                let last = result.last
            {
                if case .pause = last.role {} else { continue }
            }
            result.append(word)
        }
        words = result
    }

    private static let marks: Set<String> = ["」", "』", "”", "》", "〉"]
}
