extension ExpressionReader {
    /// Reads a part whose reading is given. A hint that the part doesn't fit leaves
    /// it to the general reading.
    mutating func read(_ hint: NormalizationHint) {
        let range = hint.range.clamped(to: 0..<text.bytes.count)
        text.limit = range.upperBound
        let trimmed = trim(range)
        let said = words(for: hint, in: trimmed)
        if let said {
            if said.isEmpty { drop(range) } else { say(said, for: trimmed) }
        } else {
            read(range)
        }
        text.limit = text.bytes.count
    }

    private func trim(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, text.bytes[start] <= 0x20 { start += 1 }
        while end > start, text.bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    private func words(for hint: NormalizationHint, in range: Range<Int>) -> String? {
        guard !range.isEmpty else { return nil }
        let start = range.lowerBound
        switch hint.interpretAs {
        case .expletive: return ""
        case .characters: return characters(range)
        case .digits: return digitsOnly(range).map { words.digits($0) }
        case .telephone: return givenTelephone(range)
        case .cardinal:
            if let value = romanValue(start), text.wordEnd(start) == range.upperBound {
                return words.cardinal(Numeral(value), gender: .masculine)
            }
            return wholeNumeral(range).map { words.cardinal($0, gender: .masculine) }
        case .ordinal:
            if let value = romanValue(start), text.wordEnd(start) == range.upperBound {
                return words.ordinal(Array(String(value).utf8), gender: .masculine)
            }
            let end = text.digitsEnd(start)
            guard end > start else { return nil }
            let isFeminine = text.has("ª", at: end)
            return words.ordinal(
                Array(text.bytes[start..<end]), gender: isFeminine ? .feminine : .masculine)
        case .fraction, .unit, .currency: return nil
        case .date: return givenDate(range, format: hint.format)
        case .time: return clock(at: start).flatMap { $0.end == range.upperBound ? $0.words : nil }
        }
    }

    /// Every letter and digit of a part by its name.
    private func characters(_ range: Range<Int>) -> String {
        var parts: [String] = []
        var index = range.lowerBound
        while index < range.upperBound {
            let (value, length) = text.scalar(at: index)
            let byte = text[index]
            if byte.isLetter {
                parts.append(words.letters([byte & 0xDF]))
            } else if byte.isDigit {
                parts.append(words.digits([byte]))
            } else if let symbol = Self.spelled[value], let name = words.symbol(symbol) {
                parts.append(name)
            } else if value > 0x7F, let scalar = Unicode.Scalar(value) {
                parts.append(String(scalar))
            }
            index += length
        }
        return parts.joined(separator: hasSpaces ? " " : "")
    }

    private static let spelled: [UInt32: Symbol] = [
        0x2E: .dot, 0x2D: .dash, 0x2F: .slash, 0x40: .at, 0x5F: .underscore, 0x3A: .colon,
        0x23: .hash, 0x26: .and, 0x2B: .plus, 0x3D: .equals, 0x25: .percent, 0x3F: .questionMark,
        0x2A: .star, 0x5C: .backslash, 0x7E: .tilde,
    ]

    private func digitsOnly(_ range: Range<Int>) -> [UInt8]? {
        let digits = text.bytes[range].filter(\.isDigit)
        let hasOther = text.bytes[range].contains { $0.isLetter || $0 >= 0x80 }
        return digits.isEmpty || hasOther ? nil : digits
    }

    private func givenTelephone(_ range: Range<Int>) -> String? {
        guard digitsOnly(range) != nil else { return nil }
        let groups = text.bytes[range].split { !$0.isDigit }.map(Array.init)
        return words.telephone(groups, isInternational: text[range.lowerBound] == 0x2B)
    }

    private func wholeNumeral(_ range: Range<Int>) -> Numeral? {
        let isNegative = text[range.lowerBound] == 0x2D
        guard let found = numeral(at: range.lowerBound + (isNegative ? 1 : 0)),
            found.end == range.upperBound
        else { return nil }
        var number = found.number
        number.isNegative = isNegative
        return number
    }

    /// A date whose parts stand in the order that the format tells.
    private func givenDate(_ range: Range<Int>, format: String?) -> String? {
        guard let format = format?.lowercased(), !format.isEmpty,
            format.utf8.allSatisfy({ [0x64, 0x6D, 0x79].contains($0) })
        else {
            return date(at: range.lowerBound).flatMap {
                $0.end == range.upperBound ? $0.words : nil
            }
        }
        let parts = text.bytes[range].split { !$0.isDigit }
        let values = parts.compactMap { Numeral($0).integer }
        guard values.count == parts.count, values.count == format.utf8.count else { return nil }
        var (year, month, day): (Int?, Int?, Int?) = (nil, nil, nil)
        for (letter, value) in zip(format.utf8, values) {
            switch letter {
            case 0x79: year = value
            case 0x6D: month = value
            default: day = value
            }
        }
        guard let month else { return year.flatMap { $0 < 10000 ? words.year($0) : nil } }
        let date = CalendarDate(
            year: year.flatMap { $0 < 10000 ? $0 : nil }, month: month, day: day)
        return Self.isValid(date) ? words.date(date) : nil
    }
}
