extension ExpressionReader {
    /// A time of day: `15:45`, `3:30 pm`, `9am`, `15h30`.
    func clock(at start: Int, isInside: Bool = false) -> Match? {
        let hourEnd = text.digitsEnd(start)
        guard hourEnd - start <= 2, let hour = text.value(start..<hourEnd), hour <= 24,
            isInside || isFree(before: start)
        else { return nil }
        var time = ClockTime(hour: hour)
        var end = hourEnd
        if text[end] == 0x3A || text.has("：", at: end) {
            let minuteStart = end + (text[end] == 0x3A ? 1 : 3)
            let minuteEnd = text.digitsEnd(minuteStart)
            guard minuteEnd - minuteStart == 2,
                let minute = text.value(minuteStart..<minuteEnd), minute < 60
            else { return ratio(start, hourEnd, minuteStart) }
            time.minute = minute
            end = minuteEnd
            if text[end] == 0x3A, text[end + 1].isDigit {
                let secondEnd = text.digitsEnd(end + 1)
                guard secondEnd - end == 3, let second = text.value(end + 1..<secondEnd),
                    second < 60
                else { return nil }
                time.second = second
                end = secondEnd
                if text[end] == 0x2E, text[end + 1].isDigit { return nil }
            }
        } else if lexicon.hasHourLetter, text[end] == 0x68 {
            let minuteEnd = text.digitsEnd(end + 1)
            if minuteEnd - end == 3, let minute = text.value(end + 1..<minuteEnd), minute < 60 {
                time.minute = minute
                end = minuteEnd
            } else if minuteEnd > end + 1 {
                return nil
            } else {
                end += 1
            }
            guard isFree(after: end) else { return nil }
            return Match(end: end, words: words.time(time))
        }
        if let (half, halfEnd) = halfOfDay(at: skipSpace(end)) {
            guard hour <= 12 || time.minute != nil else { return nil }
            time.half = half
            end = halfEnd
            // The hour tells already which half it is.
            if hour > 12 { time.half = nil }
        } else if time.minute == nil {
            return nil
        }
        guard isFree(after: end) || !hasSpaces || isInside else { return nil }
        guard text[end] != 0x3A || !text[end + 1].isDigit else { return nil }
        if let word = lexicon.hourWord {
            let next = text.wordAfter(end)
            if text.string(next) == word { end = next.upperBound }
        }
        return Match(end: end, words: words.time(time))
    }

    /// `6-7pm`.
    func hourRange(_ low: Numeral, _ high: Numeral, _ end: Int) -> Match? {
        guard let first = low.integer, let last = high.integer, (0...12).contains(first),
            (0...12).contains(last), let (half, stop) = halfOfDay(at: skipSpace(end))
        else { return nil }
        return Match(
            end: stop,
            words: words.range(
                words.cardinal(low, gender: .masculine),
                words.time(ClockTime(hour: last, half: half))))
    }

    /// `10:00–11:30`, `9am-5pm`.
    func clockRange(at start: Int) -> Match? {
        guard let first = clock(at: start), let mark = rangeMark(at: first.end),
            text[mark].isDigit, let last = clock(at: mark)
        else { return nil }
        return Match(end: last.end, words: words.range(first.words, last.words))
    }

    /// `3:1`, `16:9`.
    private func ratio(_ start: Int, _ end: Int, _ next: Int) -> Match? {
        let stop = text.digitsEnd(next)
        guard stop > next, stop - next <= 3, isFree(after: stop), text[stop] != 0x3A,
            !(text[stop] == 0x2E && text[stop + 1].isDigit)
        else { return nil }
        let (low, high) = (Numeral(text.bytes[start..<end]), Numeral(text.bytes[next..<stop]))
        guard !low.isCode, !high.isCode else { return nil }
        return Match(
            end: stop,
            words: words.ratio(
                words.cardinal(low, gender: .masculine), words.cardinal(high, gender: .masculine)))
    }

    /// `am`, `p.m.` and the like. A point that may end the sentence stays.
    private func halfOfDay(at index: Int) -> (half: ClockTime.Half, end: Int)? {
        let letter = text[index] | 0x20
        guard lexicon.hasHalfDays, letter == 0x61 || letter == 0x70 else { return nil }
        let half: ClockTime.Half = letter == 0x61 ? .morning : .afternoon
        if text[index + 1] | 0x20 == 0x6D, text[index + 1].isLetter, isFree(after: index + 2) {
            return (half, index + 2)
        }
        guard text[index + 1] == 0x2E, text[index + 2] | 0x20 == 0x6D, text[index + 2].isLetter
        else { return nil }
        let end = index + 3
        guard text[end] == 0x2E else { return isFree(after: end) ? (half, end) : nil }
        return (half, keepsPoint(at: end) ? end : end + 1)
    }

    /// Whether the point of an abbreviation also ends the sentence: nothing but
    /// closing marks follows.
    func keepsPoint(at point: Int) -> Bool {
        var index = point + 1
        while true {
            switch text[index] {
            case 0x22, 0x27, 0x29, 0x5D, 0x20, 0x0A, 0x0D: index += 1
            case 0xE2 where text.has("\u{201D}", at: index) || text.has("\u{2019}", at: index):
                index += 3
            default: return index >= text.bytes.count
            }
        }
    }
}
