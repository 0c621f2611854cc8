/// A word of a text with those around it.
struct MandarinContext {
    let words: [MandarinWord]
    let index: Int

    var word: MandarinWord { words[index] }

    /// The word before it in the same phrase.
    var previous: MandarinWord? { before(1) }
    /// The word behind it in the same phrase.
    var next: MandarinWord? { after(1) }

    /// A word so many places before; nil beyond a pause.
    func before(_ distance: Int) -> MandarinWord? {
        guard index >= distance,
            words[(index - distance)..<index].allSatisfy({ $0.pause == .none })
        else { return nil }
        return words[index - distance]
    }

    /// A word so many places behind; nil beyond a pause.
    func after(_ distance: Int) -> MandarinWord? {
        guard index + distance < words.count,
            words[index..<(index + distance)].allSatisfy({ $0.pause == .none })
        else { return nil }
        return words[index + distance]
    }

    /// Whether the text behind begins with one of some words, divided by spaces.
    func isBefore(_ list: String) -> Bool {
        var text = ""
        for distance in 1...2 {
            guard let word = after(distance), word.isHan else { break }
            text += word.text
        }
        return !text.isEmpty && list.split(separator: " ").contains { text.hasPrefix($0) }
    }

    /// Whether the text before ends with one of some words, divided by spaces.
    func isBehind(_ list: String) -> Bool {
        var text = ""
        for distance in 1...2 {
            guard let word = before(distance), word.isHan else { break }
            text = word.text + text
        }
        return !text.isEmpty && list.split(separator: " ").contains { text.hasSuffix($0) }
    }

    /// Whether a word of a list stands among the last few words.
    func follows(_ list: String, within distance: Int) -> Bool {
        let words = list.split(separator: " ")
        return (1...distance).contains { place in
            before(place).map { word in words.contains { word.text == $0 } } ?? false
        }
    }

    /// Whether the word before is a number, 第 with one, or one of 这 那 哪 每 几 数 半 多.
    var isCounted: Bool {
        guard let previous else { return false }
        if previous.kind == .number { return true }
        guard let last = previous.characters.last else { return false }
        return Self.counting.contains(last)
    }

    /// Whether what comes next is a number.
    var isBeforeNumber: Bool {
        guard let next else { return false }
        return next.kind == .number || next.characters.first.map(Self.counting.contains) ?? false
    }

    static let counting: Set<Unicode.Scalar> = [
        "一", "二", "两", "三", "四", "五", "六", "七", "八", "九", "十", "百", "千", "万", "亿", "零", "几", "数",
        "半", "每",
    ]
}
