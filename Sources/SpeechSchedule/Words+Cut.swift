import SpeechText

extension Words {
    /// Where a text was cut.
    struct Halves: Equatable {
        var first: Words
        var second: Words
        /// What kind of place the cut is.
        var boundary: Boundary
    }

    /// The text cut at the best place near a fraction of its length: after a clause
    /// mark if one lies within a quarter of the length, else between two words, else,
    /// in scripts without spaces, between two characters. Nil where there is no such
    /// place: a single word is not cut.
    func cut(near fraction: Double) -> Halves? {
        let characters = Array(text)
        guard characters.count >= 2 else { return nil }
        let target = Double(characters.count) * min(max(fraction, 0), 1)
        var best: (index: Int, offset: Int, cost: Double, boundary: Boundary)?
        var offset = 0
        for index in 1..<characters.count {
            offset += characters[index - 1].utf8.count
            guard let boundary = Self.boundary(characters[index - 1], characters[index]),
                !pronunciations.contains(where: {
                    $0.range.lowerBound < offset && offset < $0.range.upperBound
                })
            else { continue }
            let distance = (Double(index) - target).magnitude
            // A clause mark is worth a quarter of the text.
            let bonus = boundary == .clause ? Double(characters.count) / 4 : 0
            let cost = distance - bonus
            if best.map({ cost < $0.cost }) ?? true { best = (index, offset, cost, boundary) }
        }
        guard let best else { return nil }
        let halves = Halves(
            first: slice(0..<best.offset), second: slice(best.offset..<text.utf8.count),
            boundary: best.boundary)
        return halves.first.text.isEmpty || halves.second.text.isEmpty ? nil : halves
    }

    /// The kind of place between two characters; nil if speech can't be divided there.
    private static func boundary(_ before: Character, _ after: Character) -> Boundary? {
        if clauseMarks.contains(before) {
            return isWide(before) || after.isWhitespace ? .clause : nil
        }
        if before.isWhitespace { return after.isWhitespace ? nil : .word }
        return isWide(before) && isWide(after) && !wideClosers.contains(after) ? .word : nil
    }

    private static let clauseMarks: Set<Character> = [
        ",", ";", ":", ".", "!", "?", "—", "–", "…", "、", "。", "，", "；", "：", "！", "？",
    ]

    /// Marks that stay with what is before them, and small kana, which belong to it.
    private static let wideClosers: Set<Character> = [
        "、", "。", "，", "；", "：", "！", "？", "」", "』", "）", "》", "〉", "】", "ー", "ゃ", "ゅ",
        "ょ", "っ", "ぁ", "ぃ", "ぅ", "ぇ", "ぉ", "ャ", "ュ", "ョ", "ッ", "ァ", "ィ", "ゥ", "ェ", "ォ", "々",
    ]

    private static func isWide(_ character: Character) -> Bool {
        guard let scalar = character.unicodeScalars.first else { return false }
        switch scalar.value {
        case 0x2E80...0xA4CF, 0xF900...0xFAFF, 0xFF00...0xFFEF, 0x20000...0x3FFFF: return true
        default: return false
        }
    }

    /// A part of the words without white space at its ends.
    private func slice(_ range: Range<Int>) -> Words {
        let bytes = Array(text.utf8)[range]
        let isSpace: (UInt8) -> Bool = { $0 == 0x20 || (0x09...0x0D).contains($0) }
        let start = bytes.firstIndex { !isSpace($0) } ?? range.upperBound
        let end = (bytes.lastIndex { !isSpace($0) } ?? (start - 1)) + 1
        guard start < end else { return Words(text: "") }
        return Words(
            text: String(decoding: bytes[start..<end], as: UTF8.self),
            pronunciations: pronunciations.compactMap { one in
                guard one.range.lowerBound >= start, one.range.upperBound <= end else {
                    return nil
                }
                var moved = one
                moved.range = one.range.lowerBound - start..<one.range.upperBound - start
                return moved
            }, offset: offset + start)
    }
}
