extension ExpressionReader {
    /// A number that starts with a digit, and where it ends: separators and the
    /// decimal mark as the language writes them, or as the other half of the world
    /// does where the writing leaves no doubt.
    func numeral(at start: Int) -> (number: Numeral, end: Int)? {
        let first = text.digitsEnd(start)
        guard first > start else { return nil }
        if first - start <= 3, text[start] != 0x30 || first - start == 1 {
            if let found = groupedNumeral(start, first, words.style.group) { return found }
            let other: UInt8 = words.style.decimal == 0x2E ? 0x2E : 0x2C
            if let found = foreignNumeral(start, first, group: other) { return found }
        }
        var number = Numeral(text.bytes[start..<first])
        let decimal = words.style.decimal
        if text[first] == decimal, text[first + 1].isDigit {
            let end = text.digitsEnd(first + 1)
            number.fraction = Array(text.bytes[first + 1..<end])
            return (number, end)
        }
        // A point is a decimal mark everywhere but before a group of three.
        if decimal == 0x2C, text[first] == 0x2E, text[first + 1].isDigit {
            let end = text.digitsEnd(first + 1)
            if end - first - 1 != 3 || first - start > 3 || text[start] == 0x30, text[end] != 0x2E {
                number.fraction = Array(text.bytes[first + 1..<end])
                return (number, end)
            }
        }
        return (number, first)
    }

    /// Groups divided by the mark, then perhaps a decimal part.
    private func groupedNumeral(_ start: Int, _ first: Int, _ mark: UInt8)
        -> (number: Numeral, end: Int)?
    {
        var digits = Array(text.bytes[start..<first])
        var end = first
        var twos = 0
        while text[end] == mark {
            let next = text.digitsEnd(end + 1)
            let count = next - end - 1
            // The Indian system divides by two until the last three.
            if count == 2, mark == 0x2C, text[next] == mark, text[next + 1].isDigit {
                twos += 1
            } else if count != 3 {
                break
            }
            digits += text.bytes[end + 1..<next]
            end = next
            if digits.count > 60 { break }
        }
        guard end > first else { return nil }
        var number = Numeral(digits)
        number.isGrouped = true
        let decimal: UInt8 = mark == 0x2C ? 0x2E : mark == 0x2E ? 0x2C : words.style.decimal
        if text[end] == decimal, text[end + 1].isDigit {
            let last = text.digitsEnd(end + 1)
            number.fraction = Array(text.bytes[end + 1..<last])
            end = last
        }
        return (number, end)
    }

    /// The other half of the world's separators, where both are there or the group
    /// mark repeats: `1.234,5` in English.
    private func foreignNumeral(_ start: Int, _ first: Int, group: UInt8)
        -> (number: Numeral, end: Int)?
    {
        guard text[first] == group, group != words.style.group,
            let found = groupedNumeral(start, first, group)
        else { return nil }
        guard !found.number.fraction.isEmpty || found.number.whole.count > 6 else { return nil }
        return found
    }

    /// Where a mark for "from, to" that stands here between two numbers ends.
    func rangeMark(at index: Int) -> Int? {
        var start = index
        let isSpaced = text[start] == 0x20
        if isSpaced { start += 1 }
        var end: Int
        switch text.scalar(at: start) {
        case (0x2D, let length): end = isSpaced ? start : start + length
        case (0x2013, let length), (0x301C, let length), (0xFF5E, let length),
            (0x2014, let length), (0x2010, let length), (0x2011, let length),
            (0x2012, let length):
            end = start + length
        case (0x7E, let length): end = hasSpaces ? start : start + length
        default: return nil
        }
        guard end > start else { return nil }
        if isSpaced, text[end] == 0x20 { end += 1 } else if isSpaced { return nil }
        return end
    }
}
