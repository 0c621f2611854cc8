/// Divides Chinese characters into words: the path through all words of the dictionary whose
/// frequencies, multiplied, are highest.
struct MandarinSegmentation {
    let lexicon: any MandarinLexicon

    /// What a character costs that the dictionary has no frequency of, in eighths of a bit.
    private static let unknown = 256

    /// The words of a text in simplified characters, as their entries; they cover it.
    ///
    /// - Complexity: O(*n*) for a dictionary's longest word.
    func words(of text: [Unicode.Scalar]) -> [MandarinEntry] {
        let count = text.count
        var costs = [Int](repeating: .max, count: count + 1)
        var last = [MandarinEntry?](repeating: nil, count: count + 1)
        costs[0] = 0
        for start in 0..<count {
            let before = costs[start]
            func offer(_ entry: MandarinEntry) {
                let end = start + entry.length
                if end <= count, before + entry.cost < costs[end] {
                    costs[end] = before + entry.cost
                    last[end] = entry
                }
            }
            offer(
                lexicon.entry(for: text[start])
                    ?? MandarinEntry(length: 1, cost: Self.unknown, kind: .other, place: -1))
            lexicon.forEachWord(in: text, at: start, offer)
        }
        var words: [MandarinEntry] = []
        var end = count
        while end > 0, let entry = last[end] {
            words.append(entry)
            end -= entry.length
        }
        return words.reversed()
    }
}
