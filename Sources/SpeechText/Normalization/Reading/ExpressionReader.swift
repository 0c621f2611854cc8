/// Goes over a text once and replaces every written expression by its words.
///
/// Each extension knows one kind of expression: numbers, dates, money, addresses,
/// words, symbols. A recogniser is asked where the kind can begin and answers
/// with the range that it has understood and the words for it, or nothing.
struct ExpressionReader {
    /// What a recogniser has understood.
    struct Match {
        /// Where the expression ends.
        var end: Int
        /// The words for it.
        var words: String
    }

    var text: ByteText
    let language: Language
    let words: any Verbalizer
    let lexicon: Lexicon
    let options: TextOptions
    /// Whether the text has small letters; without any, capitals mean nothing.
    let hasSmallLetters: Bool
    var edits = TextEdits()

    init(
        _ bytes: [UInt8], language: Language, words: any Verbalizer, lexicon: Lexicon,
        options: TextOptions
    ) {
        text = ByteText(bytes)
        self.language = language
        self.words = words
        self.lexicon = lexicon
        self.options = options
        hasSmallLetters = bytes.contains { $0.isLower }
    }

    /// Whether words are divided by spaces.
    var hasSpaces: Bool { words.style.hasSpaces }

    /// Reads a part of the text.
    mutating func read(_ range: Range<Int>) {
        text.limit = range.upperBound
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = text[index]
            let next: Int
            if byte >= 0x80 {
                next = readHigh(at: index)
            } else if byte.isLetter {
                next = readWord(at: index)
            } else if byte.isDigit {
                next = readNumber(at: index)
            } else if byte == 0x20 || byte == 0x2C || byte == 0x3B {
                next = index + 1
            } else {
                next = readSymbol(at: index)
            }
            index = max(next, index + 1)
        }
        text.limit = text.bytes.count
    }

    /// Replaces a range by words, set off from letters beside it by spaces.
    mutating func say(_ words: String, for range: Range<Int>) {
        guard !words.isEmpty else { return drop(range) }
        guard hasSpaces else { return edits.replace(range, with: words) }
        var spoken = words
        if needsSpace(before: range.lowerBound) { spoken = " " + spoken }
        if isWordy(at: range.upperBound) { spoken += " " }
        edits.replace(range, with: spoken)
    }

    /// Leaves a range out, so that the words beside it don't run together and no
    /// two spaces remain.
    mutating func drop(_ range: Range<Int>) {
        let before = range.lowerBound > 0 ? text.bytes[range.lowerBound - 1] : 0x20
        let after = text[range.upperBound]
        let isGapBefore =
            endsWithEdit(at: range.lowerBound)
            ? edits.list.last?.text.last == " " : before == 0x20
        if isGapBefore, after == 0x20 {
            edits.replace(range.lowerBound..<range.upperBound + 1, with: "")
        } else if hasSpaces, !isGapBefore, needsSpace(before: range.lowerBound),
            isWordy(at: range.upperBound)
        {
            edits.replace(range, with: " ")
        } else {
            edits.replace(range, with: "")
        }
    }

    private func endsWithEdit(at index: Int) -> Bool {
        guard let last = edits.list.last else { return false }
        return last.range.upperBound == index && !last.range.isEmpty
    }

    private func needsSpace(before index: Int) -> Bool {
        guard index > 0 else { return false }
        if endsWithEdit(at: index), let end = edits.list.last?.text.unicodeScalars.last {
            return end != " "
        }
        let byte = text.bytes[index - 1]
        return byte.isLetter || byte.isDigit || text.isLetter(before: index) || isHan(before: index)
    }

    /// Whether a letter or digit stands at an offset, also beyond the part that may
    /// be changed.
    private func isWordy(at index: Int) -> Bool {
        let all = ByteText(text.bytes)
        return all[index].isLetter || all[index].isDigit || all.letterLength(at: index) > 0
    }

    private func isHan(before index: Int) -> Bool {
        (0x3040...0x9FFF).contains(text.scalar(before: index).value)
    }

    /// Whether an expression can begin here: no letter or digit touches it.
    func isFree(before index: Int) -> Bool {
        index == 0 || !(text.bytes[index - 1].isDigit || text.isLetter(before: index))
    }

    /// The same for its end.
    func isFree(after index: Int) -> Bool {
        !(text[index].isDigit || text.letterLength(at: index) > 0)
    }

    /// Over one space.
    func skipSpace(_ index: Int) -> Int { text[index] == 0x20 ? index + 1 : index }
}
