extension ExpressionReader {
    /// Capitals that are spelt: `FBI`, `CEOs`, `GPUs`.
    func acronym(_ start: Int, _ end: Int, isStart: Bool) -> Match? {
        guard lexicon.spellsAcronyms else { return nil }
        var stop = start
        while text[stop].isUpper { stop += 1 }
        let count = stop - start
        guard count >= 2 else { return nil }
        // A plural's s, small, at the end; otherwise capitals only.
        let isPlural = stop == end - 1 && text[stop] == 0x73
        guard stop == end || isPlural else { return nil }
        let letters = Array(text.bytes[start..<stop])
        let name = text.string(start..<stop)
        if let said = lexicon.acronyms[name] {
            return Match(end: end, words: said + (isPlural && hasSpaces ? "s" : ""))
        }
        let isJoined = text[end] == 0x26 || (start > 0 && text.bytes[start - 1] == 0x26)
        if lexicon.capitalWords.contains(name), !isJoined { return nil }
        guard count <= 6 else { return nil }
        if isStart {
            if let code = currencyPrefix(name, stop) { return code }
            if isShouted(start, end), Self.hasVowel(letters) { return nil }
        }
        if count >= 4, Self.isPronounceable(letters) { return nil }
        return Match(
            end: end, words: words.letters(letters) + (isPlural ? (hasSpaces ? "'s" : "ズ") : ""))
    }

    /// `USD 5`.
    private func currencyPrefix(_ name: String, _ end: Int) -> Match? {
        guard name.utf8.count == 3, let code = Currency.written[name], text[end] == 0x20,
            text[end + 1].isDigit
        else { return nil }
        return money(Currency(code: code), from: end)
    }

    /// Whether the capitals are those of a whole text or of a longer run of words.
    private func isShouted(_ start: Int, _ end: Int) -> Bool {
        let neighbours = [text.wordBefore(start), text.wordAfter(end)]
        let words = neighbours.filter { !$0.isEmpty }
        let capitals = words.filter { range in
            range.count >= 2 && text.bytes[range].allSatisfy { !$0.isLower }
        }
        if !hasSmallLetters { return !capitals.isEmpty }
        return capitals.contains { $0.count >= 4 } && capitals.count == words.count
            && words.count == 2
    }

    static func hasVowel(_ letters: [UInt8]) -> Bool {
        letters.contains { isVowel($0) }
    }

    private static func isVowel(_ letter: UInt8) -> Bool {
        switch letter {
        case 0x41, 0x45, 0x49, 0x4F, 0x55, 0x59: true
        default: false
        }
    }

    /// Whether capitals can be said as a word: vowels and consonants take turns, in
    /// clusters that English begins and ends words with.
    static func isPronounceable(_ letters: [UInt8]) -> Bool {
        guard hasVowel(letters) else { return false }
        var clusters: [String] = []
        var vowels = 0
        var cluster: [UInt8] = []
        var opensWithVowel = false
        for (index, letter) in letters.enumerated() {
            if isVowel(letter) {
                if index == 0 { opensWithVowel = true }
                vowels += 1
                if vowels > 2 { return false }
                if !cluster.isEmpty { clusters.append(String(decoding: cluster, as: UTF8.self)) }
                cluster = []
            } else {
                vowels = 0
                cluster.append(letter)
                if cluster.count > 2 { return false }
            }
        }
        let coda = String(decoding: cluster, as: UTF8.self)
        if !opensWithVowel, let onset = clusters.first, onset.utf8.count > 1,
            !onsets.contains(onset)
        {
            return false
        }
        if coda.utf8.count > 1, !codas.contains(coda) { return false }
        if coda == "Q" || coda == "H" || coda == "J" || coda == "V" { return false }
        return !letters.contains(0x51) || letters.count > 5
    }

    private static let onsets: Set<String> = [
        "BL", "BR", "CH", "CL", "CR", "DR", "FL", "FR", "GL", "GR", "KN", "PH", "PL", "PR", "SC",
        "SH", "SK", "SL", "SM", "SN", "SP", "ST", "SW", "TH", "TR", "TW", "WH", "WR",
    ]
    private static let codas: Set<String> = [
        "CK", "CT", "FT", "LD", "LF", "LK", "LL", "LM", "LP", "LT", "MP", "ND", "NG", "NK", "NT",
        "PT", "RD", "RK", "RM", "RN", "RP", "RT", "SH", "SK", "SP", "SS", "ST", "TH", "CH", "RS",
        "NS", "TS", "PS", "MS", "LS", "KS", "GS",
    ]
}
