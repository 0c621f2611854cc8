extension ExpressionReader {
    /// Reads what begins with an ASCII mark; returns where to go on.
    mutating func readSymbol(at start: Int) -> Int {
        let byte = text[start]
        switch byte {
        case 0x2D: return readHyphen(at: start)
        case 0x2B: return readPlus(at: start)
        case 0x24: return readCurrency(at: start, length: 1)
        case 0x27: return readApostrophe(at: start, length: 1)
        case 0x28:
            if let found = telephone(at: start) {
                say(found.words, for: start..<found.end)
                return found.end
            }
            return start + 1
        case 0x2E:
            if text[start + 1].isDigit, isFree(before: start) { return readPoint(at: start) }
            let isUp = text[start + 1] == 0x2E && text[start + 2] == 0x2F
            if isUp || text[start + 1] == 0x2F, let found = path(at: start) {
                say(found.words, for: start..<found.end)
                return found.end
            }
            return start + 1
        case 0x2F, 0x7E:
            if let found = path(at: start) {
                say(found.words, for: start..<found.end)
                return found.end
            }
            return byte == 0x2F ? readSlash(at: start) : readTilde(at: start, length: 1)
        case 0x21 where text[start + 1] == 0x3D:
            say(words.symbol(.notEqual) ?? "", for: start..<start + 2)
            return start + 2
        case 0x40: return readAt(at: start)
        case 0x23: return readHash(at: start)
        case 0x26: return readRun(at: start, .and)
        case 0x25: return readRun(at: start, .percent)
        case 0x3D: return readEquals(at: start)
        case 0x2A: return readStar(at: start)
        case 0x3C, 0x3E: return readAngle(at: start)
        case 0x5E:
            if let (power, end) = powerMark(at: start), start > 0, !isFree(before: start) {
                say(words.power(power), for: start..<end)
                return end
            }
            drop(start..<start + 1)
            return start + 1
        case 0x5B, 0x5D, 0x5C, 0x5F, 0x60, 0x7B, 0x7C, 0x7D:
            return readSilent(at: start)
        default: return start + 1
        }
    }

    /// Marks that are not said: brackets, bars, rulers.
    private mutating func readSilent(at start: Int) -> Int {
        var end = start + 1
        while [0x5B, 0x5D, 0x5C, 0x5F, 0x60, 0x7B, 0x7C, 0x7D].contains(text[end]) { end += 1 }
        drop(start..<end)
        return end
    }

    /// Says a symbol once, however often it is repeated.
    mutating func readRun(at start: Int, _ symbol: Symbol) -> Int {
        let length = text.scalar(at: start).length
        var end = start + length
        while text[end] == text[start], length == 1 { end += 1 }
        say(words.symbol(symbol) ?? "", for: start..<end)
        return end
    }

    /// Whether two things stand around a mark that it relates to each other.
    func isBetweenOperands(_ start: Int, _ end: Int) -> Bool {
        let before = start > 0 && text.bytes[start - 1] == 0x20 ? start - 2 : start - 1
        let after = skipSpace(end)
        guard before >= 0 else { return false }
        let left = text.bytes[before]
        let right = text[after]
        let isLeft = left.isLetter || left.isDigit || left == 0x29 || left == 0x25 || left >= 0x80
        let isRight =
            right.isLetter || right.isDigit || right == 0x28 || right == 0x24 || right == 0x2D
            || right >= 0x80
        return isLeft && isRight
    }

    private mutating func readHyphen(at start: Int) -> Int {
        if text[start + 1] == 0x3E {
            say(words.symbol(.to) ?? "", for: start..<start + 2)
            return start + 2
        }
        let before = start > 0 ? text.bytes[start - 1] : 0x20
        let isOpen =
            before == 0x20 || before == 0x28 || before == 0x3D || before == 0x5B
            || before == 0x2F || isSignAfterHan(start)
        if isOpen, text[start + 1].isDigit, let end = readSigned(at: start, digitsAt: start + 1) {
            return end
        }
        if isOpen, let (currency, length) = currencySign(at: start + 1),
            let found = money(currency, from: start + 1 + length, isNegative: true)
        {
            say(found.words, for: start..<found.end)
            return found.end
        }
        // 7 - 3 = 4 is a sum; "7 - 3" alone may be anything.
        if before == 0x20, text[start + 1] == 0x20, start > 1, text.bytes[start - 2].isDigit,
            text[start + 2].isDigit
        {
            let next = text.digitsEnd(start + 2)
            if text[skipSpace(next)] == 0x3D {
                say(words.symbol(.minus) ?? "", for: start..<start + 1)
            }
        }
        return start + 1
    }

    /// Whether a hyphen after a Han character is a minus sign: the character counts
    /// no number before it, which would make a range.
    private func isSignAfterHan(_ start: Int) -> Bool {
        guard !hasSpaces, start >= 3 else { return false }
        let (value, length) = text.scalar(before: start)
        // A clause or a bracket begins with it.
        if [0x3001, 0x3002, 0xFF08, 0xFF0C, 0xFF1A, 0xFF1B].contains(value) { return true }
        guard (0x3041...0x9FFF).contains(value), start > length else { return false }
        return !text.bytes[start - length - 1].isDigit
    }

    /// The currency whose sign stands at an offset.
    func currencySign(at index: Int) -> (currency: Currency, length: Int)? {
        let (value, length) = text.scalar(at: index)
        return Currency.named(symbol: value, in: language).map { ($0, length) }
    }

    mutating func readCurrency(at start: Int, length: Int) -> Int {
        guard let (currency, _) = currencySign(at: start) else { return start + length }
        if let found = money(currency, from: start + length) {
            say(found.words, for: start..<found.end)
            return found.end
        }
        drop(start..<start + length)
        return start + length
    }

    private mutating func readPlus(at start: Int) -> Int {
        if text[start + 1].isDigit, isFree(before: start), let found = telephone(at: start) {
            say(found.words, for: start..<found.end)
            return found.end
        }
        var end = start + 1
        while text[end] == 0x2B { end += 1 }
        let isSaid = end - start <= 2
        say(isSaid ? words.symbol(.plus) ?? "" : "", for: start..<end)
        return end
    }

    mutating func readApostrophe(at start: Int, length: Int) -> Int {
        if text[start + length].isDigit, let found = shortYear(at: start, digitsAt: start + length)
        {
            say(found.words, for: start..<found.end)
            return found.end
        }
        return start + length
    }

    /// `.5` without a zero before it.
    private mutating func readPoint(at start: Int) -> Int {
        let end = text.digitsEnd(start + 1)
        let number = Numeral([], fraction: text.bytes[start + 1..<end])
        let amount = Amount(number)
        let found =
            measured(amount, at: end)
            ?? Match(end: end, words: words.cardinal(number, gender: .masculine))
        say(found.words, for: start..<found.end)
        return found.end
    }

    private mutating func readSlash(at start: Int) -> Int {
        var end = start + 1
        while text[end] == 0x2F { end += 1 }
        let isSaid = end == start + 1 && isBetweenOperands(start, end)
        let isRate =
            isSaid && (text[end].isLetter || isChinese && text[end] >= 0x80)
            && isQuantity(endingAt: start)
        say(isSaid ? words.symbol(isRate ? .per : .slash) ?? "" : "", for: start..<end)
        return end
    }

    /// Whether what was read last is a quantity that ends here.
    private func isQuantity(endingAt end: Int) -> Bool {
        var index = end
        // What is counted stands between them: 3000元/月.
        if isChinese, let last = edits.list.last, last.range.upperBound + 6 >= end {
            index = last.range.upperBound
        }
        guard let last = edits.list.last, last.range.upperBound == index else { return false }
        return text.bytes[last.range].contains(where: \.isDigit)
    }

    private var isChinese: Bool { language.primary == "zh" }

    mutating func readTilde(at start: Int, length: Int) -> Int {
        let next = text.scalar(at: skipSpace(start + length))
        let isAbout =
            (next.value &- 0x30) < 10 || Currency.named(symbol: next.value, in: language) != nil
        let before = text.scalar(before: start).value
        if !hasSpaces, isAbout, before > 0x2000, !(0x3000...0x3002).contains(before),
            before != 0xFF0C
        {
            say(words.symbol(.to) ?? "", for: start..<start + length)
            return start + length
        }
        let isFree = isFree(before: start)
        say(isAbout && isFree ? words.symbol(.about) ?? "" : "", for: start..<start + length)
        return start + length
    }

    private mutating func readAt(at start: Int) -> Int {
        say(words.symbol(.at) ?? "", for: start..<start + 1)
        return readTag(at: start + 1)
    }

    private mutating func readHash(at start: Int) -> Int {
        let next = text[start + 1]
        if next.isDigit {
            say(words.symbol(.number) ?? "", for: start..<start + 1)
            return start + 1
        }
        if next.isLetter || next >= 0xC3, isFree(before: start) {
            say(words.symbol(.hashtag) ?? "", for: start..<start + 1)
            return readTag(at: start + 1)
        }
        var end = start + 1
        while text[end] == 0x23 { end += 1 }
        drop(start..<end)
        return end
    }

    /// The name behind `#` or `@`: divided where its small letters meet capitals.
    private mutating func readTag(at start: Int) -> Int {
        var index = start
        var begin = start
        while text[index].isLetter {
            if index > begin, text[index].isUpper, text[index - 1].isLower {
                edits.replace(begin..<index, with: text.string(begin..<index) + " ")
                begin = index
            }
            index += 1
        }
        return begin > start ? index : start
    }

    private mutating func readEquals(at start: Int) -> Int {
        var end = start + 1
        while text[end] == 0x3D { end += 1 }
        if text[end] == 0x3E {
            say(words.symbol(.to) ?? "", for: start..<end + 1)
            return end + 1
        }
        say(end - start <= 2 ? words.symbol(.equals) ?? "" : "", for: start..<end)
        return end
    }

    private mutating func readStar(at start: Int) -> Int {
        var end = start + 1
        while text[end] == 0x2A { end += 1 }
        let left = start > 0 && text.bytes[start - 1] == 0x20 ? start - 2 : start - 1
        let isProduct =
            end == start + 1 && left >= 0 && text.bytes[left].isDigit
            && text[skipSpace(end)].isDigit
        if isProduct {
            say(words.symbol(.times) ?? "", for: start..<end)
        } else {
            drop(start..<end)
        }
        return end
    }

    private mutating func readAngle(at start: Int) -> Int {
        let isLess = text[start] == 0x3C
        var end = start + 1
        var symbol: Symbol? = isLess ? .lessThan : .greaterThan
        if text[end] == 0x3D {
            symbol = isLess ? .atMost : .atLeast
            end += 1
        }
        let isBeforeNumber = text[skipSpace(end)].isDigit && isFree(before: start)
        if !isBeforeNumber, !isBetweenOperands(start, end) || text[end].isLetter { symbol = nil }
        while text[end] == text[start] {
            end += 1
            symbol = nil
        }
        if let said = symbol.flatMap({ words.symbol($0) }) {
            say(said, for: start..<end)
        } else {
            drop(start..<end)
        }
        return end
    }
}
