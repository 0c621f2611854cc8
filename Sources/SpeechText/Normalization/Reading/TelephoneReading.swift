extension ExpressionReader {
    /// A telephone number, from its first digit, bracket or plus sign on.
    func telephone(at start: Int) -> Match? {
        guard isFree(before: start) else { return nil }
        var index = start
        let isInternational = text[index] == 0x2B
        if isInternational { index += 1 }
        var groups: [[UInt8]] = []
        var total = 0
        var hasBracket = false
        while groups.count < 8 {
            let isBracketed = text[index] == 0x28
            if isBracketed { index += 1 }
            let end = text.digitsEnd(index)
            guard end > index, end - index <= 12 else { return nil }
            groups.append(Array(text.bytes[index..<end]))
            total += end - index
            index = end
            if isBracketed {
                guard text[index] == 0x29 else { return nil }
                hasBracket = true
                index = skipSpace(index + 1)
                continue
            }
            let mark = text[index]
            let isDivider = mark == 0x2D || mark == 0x20 || (mark == 0x2E && isInternational)
            guard isDivider, text[index + 1].isDigit || (text[index + 1] == 0x28 && mark == 0x20)
            else { break }
            // Without a plus sign, spaces divide numbers of a list just as well.
            if mark == 0x20, !isInternational, !hasBracket, !goesOn(groups, at: index + 1) {
                break
            }
            index += 1
        }
        guard isFree(after: index) || !hasSpaces, text[index] != 0x2F,
            !(text[index] == 0x2D && text[index + 1].isDigit)
        else { return nil }
        let lengths = groups.map(\.count)
        let isTelephone: Bool
        if isInternational {
            isTelephone = (7...15).contains(total)
        } else if hasBracket {
            isTelephone = (7...12).contains(total)
        } else if groups.count == 1 {
            isTelephone = lexicon.isMobileNumber(groups[0])
        } else {
            isTelephone =
                lengths == [3, 4] || lengths == [3, 3, 4] || lengths == [1, 3, 3, 4]
                || (groups[0][0] == 0x30 && (9...12).contains(total) && groups.count <= 4)
                || (groups.count == 3 && (9...12).contains(total) && lengths[2] == 4)
                || lengths == [5, 4]
                || lengths == [4, 4]
                    && lexicon.isTelephoneWord(text.string(text.wordBefore(start)))
        }
        guard isTelephone else { return nil }
        return Match(
            end: index, words: words.telephone(groups, isInternational: isInternational))
    }

    /// Whether groups divided by a space are parts of one Chinese number: 186 1234 5678,
    /// 021-5555 1234.
    private func goesOn(_ groups: [[UInt8]], at index: Int) -> Bool {
        guard language.primary == "zh", text.digitsEnd(index) - index == 4 else { return false }
        let first = groups[0]
        let isMobile = first.count == 3 && first[0] == 0x31 && first[1] >= 0x33
        if groups.count == 1 { return isMobile }
        return groups.count == 2 && groups[1].count == 4 && (isMobile || first[0] == 0x30)
    }

    /// `2.3.1`, `192.168.0.1`: points between more than two numbers.
    func version(at start: Int) -> Match? {
        var parts: [String] = []
        var index = start
        guard isFree(before: start) || text.bytes[start - 1] | 0x20 == 0x76 else { return nil }
        while parts.count < 16 {
            let end = text.digitsEnd(index)
            let number = Numeral(text.bytes[index..<end])
            parts.append(
                number.isCode
                    ? words.digits(number.whole) : words.cardinal(number, gender: .masculine))
            index = end
            guard text[end] == 0x2E, text[end + 1].isDigit else { break }
            // Groups of three are thousands where the point divides them.
            index += 1
        }
        guard parts.count >= 3, let point = lexicon.point else { return nil }
        if words.style.group == 0x2E, let (number, end) = numeral(at: start), end == index,
            number.isGrouped
        {
            return nil
        }
        return Match(
            end: index, words: parts.joined(separator: hasSpaces ? " \(point) " : point))
    }
}
