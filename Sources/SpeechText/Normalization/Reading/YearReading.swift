extension ExpressionReader {
    /// A number that is a year, by how it looks and what stands beside it.
    func year(_ number: Numeral, _ start: Int, _ end: Int) -> Match? {
        guard number.fraction.isEmpty, !number.isGrouped, !number.isNegative,
            number.whole.count <= 4, let value = number.integer, isFree(after: end)
        else { return nil }
        let after = text.wordAfter(end)
        let next = text.string(after)
        if let era = lexicon.eras[next], text[end] == 0x20 {
            return Match(end: after.upperBound, words: words.year(value) + " " + era)
        }
        guard number.whole.count == 4 else { return nil }
        if language.primary == "ru" { return russianYear(value, before: next, end) }
        guard let cues = lexicon.yearCues else {
            // Other languages read hundreds in years only up to 1999, and a count
            // of that size may be read so too.
            guard (1100...1999).contains(value) else { return nil }
            return Match(end: end, words: words.year(value))
        }
        let before = text.string(text.wordBefore(start)).lowercased()
        let isCounted =
            next.hasSuffix("s") && next.first?.isLowercase == true
            && !["is", "was", "has", "as", "its", "us", "this"].contains(next)
        let isYear: Bool
        if cues.certain.contains(before) {
            isYear = (1000...2999).contains(value) && !isCounted
        } else if cues.possible.contains(before) {
            isYear = (1500...2199).contains(value) && !isCounted
        } else {
            isYear = (1900...2099).contains(value) && !isCounted
        }
        return isYear ? Match(end: end, words: words.year(value)) : nil
    }

    /// A Russian year before a form of год; ICU has it in the genitive, which no other
    /// number must be read in.
    private func russianYear(_ value: Int, before next: String, _ end: Int) -> Match? {
        guard (1000...2999).contains(value), text[end] == 0x20 else { return nil }
        var said = words.year(value)
        if said.hasPrefix("одна тысяча ") { said.removeFirst("одна ".count) }
        switch next {
        case "года": break
        case "году":
            guard said.hasSuffix("го") else { return nil }
            said = said.dropLast(2) + "м"
        default: return nil
        }
        return Match(end: end, words: said)
    }

    /// `1990-95`, `1990–2000`.
    func yearRange(_ low: Numeral, _ high: Numeral, _ start: Int, _ end: Int) -> Match? {
        guard low.fraction.isEmpty, high.fraction.isEmpty, low.whole.count == 4, !low.isGrouped,
            !high.isGrouped, let first = low.integer, let last = high.integer,
            (1000...2199).contains(first), isFree(after: end)
        else { return nil }
        if high.whole.count == 2, last > first % 100, hasSpaces {
            return Match(
                end: end,
                words: words.range(words.year(first), words.cardinal(high, gender: .masculine)))
        }
        guard high.whole.count == 4, (first...2199).contains(last), lexicon.yearCues != nil else {
            return nil
        }
        return Match(end: end, words: words.range(words.year(first), words.year(last)))
    }

    /// `1980s`, `1980's`; English only.
    func decade(_ number: Numeral, _ start: Int, _ end: Int) -> Match? {
        guard lexicon.hasDecades, number.fraction.isEmpty, let year = number.integer,
            year % 10 == 0
        else { return nil }
        if number.isGrouped {
            // 10,000s of people
            guard text[end] == 0x73, isFree(after: end + 1) else { return nil }
            return Match(end: end + 1, words: words.cardinal(number, gender: .masculine) + "s")
        }
        var stop = end
        if text[stop] == 0x27 { stop += 1 }
        if text.has("\u{2019}", at: stop) { stop += 3 }
        guard text[stop] == 0x73, isFree(after: stop + 1) else { return nil }
        let isDecade: Bool
        switch number.whole.count {
        case 4: isDecade = (1000...2190).contains(year)
        case 2:
            let before = text.string(text.wordBefore(start)).lowercased()
            isDecade =
                stop > end
                || ["the", "early", "mid", "late", "his", "her", "their", "my", "and", "or"]
                    .contains(before)
        default: isDecade = false
        }
        guard isDecade, year % 100 != 0 || number.whole.count == 4 else { return nil }
        return Match(end: stop + 1, words: EnglishNumbers.decade(year))
    }

    /// `'90s`, `'68`, from the apostrophe on.
    func shortYear(at start: Int, digitsAt digits: Int) -> Match? {
        let end = text.digitsEnd(digits)
        guard lexicon.hasDecades, end - digits == 2, isFree(before: start),
            let value = text.value(digits..<end)
        else { return nil }
        if text[end] == 0x73, isFree(after: end + 1), value % 10 == 0, value > 0 {
            return Match(end: end + 1, words: EnglishNumbers.decade(value))
        }
        guard isFree(after: end), text[end] != 0x27, value > 0 else { return nil }
        return Match(
            end: end,
            words: (value < 10 ? "oh " : "") + EnglishNumbers.belowHundred(value))
    }
}
