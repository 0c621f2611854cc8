/// The neutral tones that words have of their neighbours: places behind nouns, directions behind
/// verbs, verbs said twice.
enum MandarinNeutralTones {
    /// Puts them in the dictionary tones of words.
    static func apply(to words: inout [MandarinWord]) {
        for index in words.indices.dropFirst() where words[index - 1].pause == .none {
            let previous = words[index - 1]
            guard words[index].isHan, previous.isHan, let last = previous.characters.last else {
                continue
            }
            switch words[index].text {
            case "里" where isPlace(previous):
                words[index].syllables[0].tone = 5
            case "上" where isPlace(previous) && !["以", "网"].contains(previous.text):
                words[index].syllables[0].tone = 5
            case "来" where previous.kind == .verb && directed.contains(last),
                "去" where previous.kind == .verb && directed.contains(last):
                // 走来走去 goes both ways with full tones.
                if isThereAndBack(words, index) { continue }
                words[index].syllables[0].tone = 5
            case let text
            where text == previous.text && previous.character != nil
                && previous.kind == .verb:
                words[index].syllables[0].tone = 5
            default: break
            }
        }
    }

    /// Whether a verb stands before 来 and again before 去.
    private static func isThereAndBack(_ words: [MandarinWord], _ index: Int) -> Bool {
        let other: Unicode.Scalar = words[index].character == "来" ? "去" : "来"
        return [index - 2, index + 2].contains { place in
            words.indices.contains(place) && place > 0 && words[place].character == other
                && words[place - 1].text == words[index - 1].text
        }
    }

    private static func isPlace(_ word: MandarinWord) -> Bool {
        [.noun, .place].contains(word.kind)
    }

    /// Behind these verbs 来 and 去 are directions and no verbs.
    private static let directed: Set<Unicode.Scalar> = [
        "上", "下", "进", "出", "回", "过", "起", "拿", "送", "带", "跑", "走", "飞", "寄", "传",
    ]
}
