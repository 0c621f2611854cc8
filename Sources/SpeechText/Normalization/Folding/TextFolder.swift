/// Brings a text into the plain form that the readers know: full-width forms
/// narrow, half-width katakana wide, white space and punctuation single, what
/// nobody sees or says gone.
struct TextFolder {
    private let text: ByteText
    private let isHan: Bool
    private let emoji: EmojiFolder
    private var edits = TextEdits()
    /// Where the part begins that may be changed now.
    private var partStart = 0

    init(_ bytes: [UInt8], language: Language, options: TextOptions) {
        text = ByteText(bytes)
        isHan = !WritingStyle(language).hasSpaces
        emoji = EmojiFolder(reading: options.emoji, language: language)
    }

    /// The replacements for the text outside the given ranges, which ascend.
    mutating func fold(around islands: [Range<Int>]) -> TextEdits {
        edits = TextEdits()
        var index = 0
        var limits = islands
        limits.append(text.bytes.count..<text.bytes.count)
        for island in limits {
            let limit = max(index, island.lowerBound)
            var part = text
            part.limit = limit
            partStart = index
            while index < limit { index = foldNext(part, index) }
            index = max(index, island.upperBound)
        }
        return edits
    }

    private mutating func foldNext(_ text: ByteText, _ start: Int) -> Int {
        let byte = text[start]
        if byte.isLetter || byte.isDigit { return start + 1 }
        if let end = blankEnd(text, start) { return foldBlank(text, start, end) }
        if byte < 0x80 { return foldMarks(text, start) }
        if byte >= 0xE2 || byte == 0xC2 {
            if let length = emoji.length(text, at: start) {
                return foldEmoji(text, start, length)
            }
        }
        let (value, length) = text.scalar(at: start)
        if value >= 0x300, value <= 0x36F { return foldCombining(text, start) }
        if let (replacement, end) = CharacterFolding.fold(
            text, value, at: start, length: length, isHan: isHan)
        {
            edits.replace(start..<end, with: replacement)
            return end
        }
        return start + length
    }

    /// Where a run of white space and invisible characters ends; nil where none
    /// begins, or a single space does.
    private func blankEnd(_ text: ByteText, _ start: Int) -> Int? {
        var end = start
        while end < text.limit {
            let (value, length) = text.scalar(at: end)
            guard CharacterFolding.isBlank(value) else { break }
            end += length
        }
        return end > start ? end : nil
    }

    /// White space becomes one space; invisible characters alone become nothing.
    private mutating func foldBlank(_ text: ByteText, _ start: Int, _ end: Int) -> Int {
        if end == start + 1, text[start] == 0x20 { return end }
        var hasSpace = false
        var index = start
        while index < end {
            let (value, length) = text.scalar(at: index)
            if CharacterFolding.isSpace(value) { hasSpace = true }
            index += length
        }
        // Joiners shape the letters of Indic and Arabic words.
        if !hasSpace, CharacterFolding.isJoiner(text.scalar(at: start).value),
            (0x600...0xFFF).contains(text.scalar(before: start).value)
        {
            return end
        }
        edits.replace(start..<end, with: hasSpace ? " " : "")
        return end
    }

    /// Punctuation that is repeated is written once; rows of marks are dropped.
    private mutating func foldMarks(_ text: ByteText, _ start: Int) -> Int {
        let mark = text[start]
        switch mark {
        case 0x21, 0x3F: return foldExclamations(text, start)
        case 0x2E: return foldPoints(text, start)
        case 0x2C, 0x3A, 0x3B:
            var end = start + 1
            while text[end] == mark { end += 1 }
            // C++'s and addresses' double colons are rare enough in speech.
            if end > start + 1 {
                edits.replace(start..<end, with: String(UnicodeScalar(mark)))
            }
            return end
        case 0x2D:
            var end = start + 1
            while text[end] == 0x2D { end += 1 }
            guard end > start + 1, text[end] != 0x3E else { return end }
            let isAlone = start == 0 || text.bytes[start - 1] == 0x0A
            edits.replace(
                start..<end, with: isAlone && (text[end] == 0 || text[end] == 0x0A) ? "" : "—")
            return end
        default: return start + 1
        }
    }

    /// `!!!` is `!`; a mix keeps one of each kind, the question first.
    private mutating func foldExclamations(_ text: ByteText, _ start: Int) -> Int {
        var end = start
        var asks = false
        var shouts = false
        while text[end] == 0x21 || text[end] == 0x3F {
            if text[end] == 0x3F { asks = true } else { shouts = true }
            end += 1
        }
        if end - start > 1 {
            edits.replace(start..<end, with: (asks ? "?" : "") + (shouts ? "!" : ""))
        }
        return end
    }

    /// `.....` and `. . .` are `...`; two points are one.
    private mutating func foldPoints(_ text: ByteText, _ start: Int) -> Int {
        var end = start + 1
        var count = 1
        while true {
            if text[end] == 0x2E {
                end += 1
                count += 1
            } else if text[end] == 0x20, text[end + 1] == 0x2E, !text[end + 2].isDigit,
                !text[end + 2].isLetter, text[end + 2] != 0x2F
            {
                end += 2
                count += 1
            } else {
                break
            }
        }
        guard count > 1 else { return end }
        // Dots of a path: ../docs
        if text[end] == 0x2F { return end }
        let folded = count == 2 ? "." : "..."
        if end - start != folded.utf8.count { edits.replace(start..<end, with: folded) }
        return end
    }

    /// The most combining marks that a letter keeps; no script stacks more.
    private static let mostMarks = 8

    /// More marks on a letter than any script has are noise.
    private mutating func foldCombining(_ text: ByteText, _ start: Int) -> Int {
        var end = start
        var kept = start
        var count = 0
        while end < text.limit {
            let (value, length) = text.scalar(at: end)
            guard value >= 0x300, value <= 0x36F else { break }
            end += length
            count += 1
            if count == Self.mostMarks { kept = end }
        }
        if count > Self.mostMarks { edits.replace(kept..<end, with: "") }
        return end
    }

    /// An emoji and its repetitions, with the white space around them.
    private mutating func foldEmoji(_ text: ByteText, _ start: Int, _ length: Int) -> Int {
        var names: [String] = []
        var end = start
        var stop = start
        var next: Int? = length
        while let found = next {
            if let name = emoji.name(text, stop..<stop + found), names.last != name,
                names.count < 8
            {
                names.append(name)
            }
            end = stop + found
            stop = end
            while stop < text.limit {
                let (value, size) = text.scalar(at: stop)
                guard CharacterFolding.isBlank(value) else { break }
                stop += size
            }
            next = emoji.length(text, at: stop)
        }
        if names.isEmpty {
            let before = start > 0 ? text.bytes[start - 1] : 0x20
            let isGap =
                before <= 0x20
                || edits.list.last.map { $0.range.upperBound == start && $0.text == " " } == true
            let hasBlank = stop > end
            if isGap {
                // Also the space before it, where a mark or nothing follows.
                let isClosed =
                    stop >= text.bytes.count || [0x2E, 0x21, 0x3F, 0x2C].contains(text[stop])
                if isClosed, start > partStart, text.bytes[start - 1] == 0x20,
                    edits.list.last.map({ $0.range.upperBound < start }) ?? true
                {
                    edits.replace(start - 1..<stop, with: "")
                } else {
                    edits.replace(start..<stop, with: "")
                }
            } else {
                edits.replace(
                    start..<stop, with: hasBlank && !isHan && stop < text.limit ? " " : "")
            }
            return stop
        }
        let isOpen = start == 0 || [0x20, 0x0A, 0x28].contains(text.bytes[start - 1])
        let isEnd = stop >= text.limit
        let joint = isHan ? "、" : ", "
        let gap = isHan ? "" : " "
        edits.replace(
            start..<stop,
            with: (isOpen ? "" : gap) + names.joined(separator: joint)
                + (isEnd || [0x2E, 0x21, 0x3F, 0x2C].contains(text[stop]) ? "" : gap))
        return stop
    }
}
