extension ExpressionReader {
    /// A date in figures: `2024-05-01`, `5/1/2024`, `01.05.2024`, with the time
    /// that ISO 8601 puts behind a `T`.
    func date(at start: Int) -> Match? {
        let first = text.digitsEnd(start)
        guard isFree(before: start), first - start <= 4 else { return nil }
        let mark = text[first]
        guard mark == 0x2D || mark == 0x2F || mark == 0x2E else { return nil }
        let second = text.digitsEnd(first + 1)
        guard let middle = text.value(first + 1..<second), second - first <= 3,
            text[second] == mark, let leading = text.value(start..<first)
        else { return nil }
        let end = text.digitsEnd(second + 1)
        guard let trailing = text.value(second + 1..<end) else { return nil }
        guard text[end] != mark || !text[end + 1].isDigit else { return nil }
        let trailingCount = end - second - 1
        let date: CalendarDate
        if first - start == 4 {
            guard trailingCount <= 2 else { return nil }
            date = CalendarDate(year: leading, month: middle, day: trailing)
        } else {
            guard trailingCount == 4 || (trailingCount == 2 && mark == 0x2F) else { return nil }
            if mark == 0x2E, words.style.decimal == 0x2E, trailingCount != 4 { return nil }
            let year =
                trailingCount == 4 ? trailing : trailing < 70 ? 2000 + trailing : 1900 + trailing
            guard
                let found = ordered(
                    leading, middle, year, monthFirst: words.style.dateOrder == .monthFirst)
            else { return nil }
            date = found
        }
        guard Self.isValid(date) else { return nil }
        if text[end] == 0x54, text[end + 1].isDigit, let time = clock(at: end + 1, isInside: true) {
            let stop = text[time.end] == 0x5A ? time.end + 1 : time.end
            return Match(
                end: stop, words: words.date(date) + (hasSpaces ? ", " : "") + time.words)
        }
        guard isFree(after: end) || !hasSpaces else { return nil }
        return Match(end: end, words: words.date(date))
    }

    /// Day and month in the order of the language, or in the other where only that
    /// makes a date.
    private func ordered(_ a: Int, _ b: Int, _ year: Int, monthFirst: Bool) -> CalendarDate? {
        let usual = CalendarDate(
            year: year, month: monthFirst ? a : b, day: monthFirst ? b : a)
        if Self.isValid(usual) { return usual }
        let other = CalendarDate(
            year: year, month: monthFirst ? b : a, day: monthFirst ? a : b)
        return Self.isValid(other) ? other : nil
    }

    /// Whether a date is one of the calendar.
    static func isValid(_ date: CalendarDate) -> Bool {
        guard (1...12).contains(date.month) else { return false }
        guard let day = date.day else { return true }
        let days = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[date.month - 1]).contains(day)
    }

    /// English `May 1, 2024`, from the month's name on.
    func monthDay(_ month: Int, wordEnd: Int) -> Match? {
        var start = wordEnd
        if text[start] == 0x2E { start += 1 }
        guard text[start] == 0x20, text[start + 1].isDigit else { return nil }
        start += 1
        var end = text.digitsEnd(start)
        guard let day = text.value(start..<end), (1...31).contains(day), end - start <= 2 else {
            if end - start == 4, let year = text.value(start..<end), isFree(after: end),
                (1000...2999).contains(year)
            {
                return Match(
                    end: end, words: words.date(CalendarDate(year: year, month: month, day: nil)))
            }
            return nil
        }
        guard text[end] != 0x3A, text[end] != 0x25, !(text[end] == 0x2E && text[end + 1].isDigit)
        else { return nil }
        let suffix = text.string(end..<text.wordEnd(end))
        if lexicon.ordinalSuffixes[suffix] != nil {
            end += suffix.utf8.count
        } else if !suffix.isEmpty {
            return nil
        }
        var date = CalendarDate(year: nil, month: month, day: day)
        // A range of days: May 1-3.
        var lastDay: String?
        if let mark = rangeMark(at: end), text[mark].isDigit {
            let stop = text.digitsEnd(mark)
            if let last = text.value(mark..<stop), last > day, last <= 31, isFree(after: stop) {
                lastDay = words.ordinal(Array(text.bytes[mark..<stop]), gender: .masculine)
                end = stop
            }
        }
        let yearStart = text[end] == 0x2C ? skipSpace(end + 1) : skipSpace(end)
        let yearEnd = text.digitsEnd(yearStart)
        var year: Int?
        if yearEnd - yearStart == 4, isFree(after: yearEnd), yearStart > end,
            let value = text.value(yearStart..<yearEnd), (1000...2999).contains(value)
        {
            year = value
            end = yearEnd
        }
        if let lastDay {
            let start = words.range(words.date(date), lastDay)
            return Match(end: end, words: start + (year.map { ", " + words.year($0) } ?? ""))
        }
        date.year = year
        return Match(end: end, words: words.date(date))
    }

    /// English `1 May 2024` and `1st of May`, from the day on.
    func dayMonth(_ number: Numeral, _ start: Int, _ end: Int) -> Match? {
        if number.whole == [0x31], number.fraction.isEmpty, text.has(" de ", at: end),
            lexicon.monthsAfterFirst.contains(text.string(text.wordAfter(end + 3)).lowercased())
        {
            return Match(end: end, words: words.ordinal(number.whole, gender: .masculine))
        }
        if text.has(". ", at: end), number.whole.count <= 2, number.fraction.isEmpty,
            lexicon.monthsAfterPoint.contains(text.string(text.wordAfter(end + 1)))
        {
            // "der dritte Mai", elsewhere "dritten".
            let isNominative = text.string(text.wordBefore(start)).lowercased() == "der"
            return Match(
                end: end + 1,
                words: words.ordinal(number.whole, gender: isNominative ? .masculine : .neuter))
        }
        guard lexicon.hasMonthNames, number.fraction.isEmpty, let day = number.integer,
            (1...31).contains(day), number.whole.count <= 2, text[end] == 0x20
        else { return nil }
        let word = text.wordAfter(end)
        guard let month = EnglishWords.monthNumbers[text.string(word)] else { return nil }
        var stop = word.upperBound
        if text[stop] == 0x2E, word.count <= 4 { stop += 1 }
        var date = CalendarDate(year: nil, month: month, day: day)
        let yearStart = text[stop] == 0x2C ? skipSpace(stop + 1) : skipSpace(stop)
        let yearEnd = text.digitsEnd(yearStart)
        if yearEnd - yearStart == 4, yearStart > stop, isFree(after: yearEnd),
            let year = text.value(yearStart..<yearEnd)
        {
            date.year = year
            stop = yearEnd
        }
        let said = EnglishNumbers.ordinal(day) + " of " + EnglishWords.months[month - 1]
        let article = text.string(text.wordBefore(start)).lowercased() == "the" ? "" : "the "
        return Match(
            end: stop, words: article + said + (date.year.map { ", " + words.year($0) } ?? ""))
    }
}
