extension ExpressionReader {
    /// Reads what begins with an ASCII letter; returns where to go on.
    mutating func readWord(at start: Int) -> Int {
        let end = text.wordEnd(start)
        // A word's own letters in the middle: behind a digit, say.
        let isStart = isFree(before: start)
        let mark = text[end]
        if isStart, mark > 0x20, mark != 0x2C, let found = joined(start, end, mark) {
            say(found.words, for: start..<found.end)
            return found.end
        }
        if isStart, lexicon.hasMonthNames, text[start].isUpper, let found = monthInText(start, end)
        {
            say(found.words, for: start..<found.end)
            return found.end
        }
        if mark == 0x2E, isStart {
            if let found = dotted(start) ?? abbreviation(start, end) ?? initial(start, end) {
                say(found.words, for: start..<found.end)
                return found.end
            }
        }
        guard text[start].isUpper || !isStart else { return end }
        if let found = roman(start, end) {
            say(found.words, for: start..<found.end)
            return found.end
        }
        if let found = acronym(start, end, isStart: isStart) {
            say(found.words, for: start..<found.end)
            return found.end
        }
        return end
    }

    /// Words with marks inside them: addresses, currencies, versions, `and/or`.
    private func joined(_ start: Int, _ end: Int, _ mark: UInt8) -> Match? {
        if let found = address(at: start) { return found }
        if mark == 0x24 || text.has("¥", at: end) {
            let stop = end + (mark == 0x24 ? 1 : 2)
            if let code = Currency.written[text.string(start..<stop)],
                let found = money(Currency(code: code == "USD" ? "US$" : code), from: stop)
            {
                return found
            }
        }
        if lexicon.hasOrdinalMarks, end - start == 1, text[start] | 0x20 == 0x6E {
            // nº 5, n.º 5
            let sign = mark == 0x2E ? end + 1 : end
            if text.has("º", at: sign), let said = words.symbol(.number) {
                return Match(end: sign + 2, words: said)
            }
        }
        if mark == 0x2F || mark == 0x2D {
            var stop = end + 1
            while text[stop].isLetter { stop += 1 }
            if let said = lexicon.slashed[text.string(start..<stop).lowercased()],
                isFree(after: stop)
            {
                return Match(end: stop, words: said)
            }
        }
        if mark.isDigit || mark == 0x2E, end - start == 1, text[start] | 0x20 == 0x76 {
            return versionWord(start, end)
        }
        if end - start == 1, text.has("++", at: end), isFree(after: end + 2) {
            guard let plus = words.symbol(.plus) else { return nil }
            let gap = hasSpaces ? " " : ""
            return Match(
                end: end + 2, words: text.string(start..<end) + gap + plus + gap + plus)
        }
        if mark == 0x23, text[start].isUpper, end - start == 1, isFree(after: end + 1),
            language.primary == "en"
        {
            return Match(end: end + 1, words: text.string(start..<end) + " sharp")
        }
        return nil
    }

    /// `v2.3.1`.
    private func versionWord(_ start: Int, _ end: Int) -> Match? {
        let digits = text[end] == 0x2E ? end + 1 : end
        guard text[digits].isDigit, let name = words.symbol(.version) else { return nil }
        let gap = hasSpaces ? " " : ""
        if let found = version(at: digits) {
            return Match(end: found.end, words: name + gap + found.words)
        }
        guard let (number, stop) = numeral(at: digits), isFree(after: stop) else { return nil }
        return Match(end: stop, words: name + gap + words.cardinal(number, gender: .masculine))
    }

    /// Letters and points in turn: `e.g.`, `U.S.`, `Ph.D.`.
    private func dotted(_ start: Int) -> Match? {
        var end = start
        var letters: [UInt8] = []
        var parts = 0
        while parts < 8 {
            let stop = text.wordEnd(end)
            guard stop > end, stop - end <= 2, text[stop] == 0x2E else { break }
            letters += text.bytes[end..<stop]
            end = stop + 1
            parts += 1
        }
        // The last letter's point may be missing: `e.g`.
        var last = end - 1
        if parts >= 1, isFree(before: end), text.letterLength(at: end) > 0 {
            let stop = text.wordEnd(end)
            if stop - end <= 2 {
                letters += text.bytes[end..<stop]
                last = stop
                end = stop
                parts += 1
            }
        }
        guard parts >= 2 else { return nil }
        if text[last] == 0x2E, keepsPoint(at: last) { end = last }
        if let said = lexicon.dotted[text.string(start..<last).lowercased()] {
            return Match(end: end, words: said)
        }
        guard lexicon.spellsAcronyms, letters.allSatisfy({ $0.isUpper }), letters.count == parts
        else { return nil }
        return Match(end: end, words: words.letters(letters))
    }

    /// `Dr.`, `No.`; a point that ends the sentence stays.
    private func abbreviation(_ start: Int, _ end: Int) -> Match? {
        guard end - start <= 8, let entry = lexicon.abbreviations[text.string(start..<end)] else {
            return nil
        }
        let next = skipSpace(end + 1)
        let isLast = keepsPoint(at: end)
        let stop = isLast ? end : end + 1
        switch entry {
        case .always(let said): return Match(end: stop, words: said)
        case .beforeName(let name, let otherwise):
            let isName =
                text[end + 1] == 0x20 && (text[next].isUpper || text[next] >= 0xC3)
            let said = isName ? name : otherwise
            return said.isEmpty ? nil : Match(end: stop, words: said)
        case .beforeNumber(let said):
            let isNumber = text[next].isDigit || (text[next + 1].isUpper && romanValue(next) != nil)
            return isNumber ? Match(end: stop, words: said) : nil
        }
    }

    /// An initial of a name loses its point: `J. Smith`.
    private func initial(_ start: Int, _ end: Int) -> Match? {
        guard lexicon.spellsAcronyms, end - start == 1, text[start].isUpper,
            text[end + 1] == 0x20, text[end + 2].isUpper, text[start] != 0x49
        else { return nil }
        return Match(end: end + 1, words: text.string(start..<end))
    }

    /// `May 1`: a month's name before a day, capital and all.
    private func monthInText(_ start: Int, _ end: Int) -> Match? {
        guard end - start >= 3, end - start <= 9,
            let month = EnglishWords.monthNumbers[text.string(start..<end)]
        else { return nil }
        return monthDay(month, wordEnd: end)
    }
}
