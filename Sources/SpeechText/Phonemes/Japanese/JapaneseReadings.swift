/// What is said of words whose dictionary entry has no sound, and what words do to each
/// other's sounds.
///
/// After Open JTalk's njd_set_pronunciation, whose facts these are: kana and letters without
/// an entry are said by themselves, う behind a verb lengthens, です and ます keep their vowel
/// before a question mark.
struct JapaneseReadings {
    let analyzer: any JapaneseWordAnalyzer
    /// Whether there is a front end for English words.
    let hasEnglish: Bool

    /// Gives every word a sound or a role.
    func read(_ words: inout [JapaneseWord]) {
        var known: [Unicode.Scalar: String?] = [:]
        for index in words.indices where words[index].morae == 0 {
            if words[index].surface == "〇", Self.isZero(words, index) {
                words[index].kind = .noun
                words[index].detail = "数"
                words[index].say("ゼロ", accent: 1, morae: 2)
                continue
            }
            read(&words[index], &known)
        }
        if hasEnglish { markEnglish(&words) }
        for index in words.indices.dropFirst() {
            let before = words[index - 1]
            // 03-1234 is read with a pause, Wi-Fi without.
            if words[index].surface == "−", before.isNumeral, index + 1 < words.count,
                words[index + 1].isNumeral
            {
                words[index].role = .pause(.minor)
            }
            if words[index].pronunciation == "ウ", words[index].kind == .auxiliary,
                before.kind == .verb || before.kind == .auxiliary, before.morae > 0
            {
                words[index].pronunciation = "ー"
            }
            if words[index].surface == "？", before.kind == .auxiliary {
                if before.surface == "です" { words[index - 1].pronunciation = "デス" }
                if before.surface == "ます" { words[index - 1].pronunciation = "マス" }
            }
        }
    }

    /// Whether a 〇 that the dictionary takes for a mark is a digit: 五点〇, 一〇.
    private static func isZero(_ words: [JapaneseWord], _ index: Int) -> Bool {
        guard index > 0 else { return false }
        let before = words[index - 1]
        if before.isNumeral { return true }
        return index > 1 && words[index - 2].isNumeral
            && (before.surface == "点" || JapaneseDigits.isPoint(before))
    }

    private func read(_ word: inout JapaneseWord, _ known: inout [Unicode.Scalar: String?]) {
        let scalars = word.surface.unicodeScalars
        word.pronunciation = nil
        if let first = scalars.first, let pause = Self.pause(of: first) {
            word.kind = .symbol
            word.role = .pause(pause)
            return
        }
        var kana = ""
        var isFiller = true
        for scalar in scalars {
            if JapaneseKana.isKana(scalar) {
                kana.unicodeScalars.append(JapaneseKana.katakana(scalar))
            } else if let name = JapaneseKana.name(of: scalar) {
                kana += name
            } else if scalar.properties.isIdeographic {
                let reading = known[scalar] ?? single(scalar)
                known[scalar] = .some(reading)
                guard let reading else { continue }
                kana += reading
                isFiller = false
            }
        }
        let morae = JapaneseMora.morae(of: kana)
        guard !morae.isEmpty else {
            word.role = .unread
            word.kind = .symbol
            return
        }
        word.say(kana, accent: 0, morae: morae.count)
        word.isKnown = false
        if isFiller {
            word.kind = .filler
            word.detail = "*"
            word.detail2 = "*"
            word.detail3 = "*"
        }
    }

    /// Whether a word is several characters without an entry, of which one has no reading.
    func lacksReading(_ word: JapaneseWord) -> Bool {
        let scalars = word.surface.unicodeScalars
        return word.morae == 0 && scalars.count > 1
            && scalars.contains { $0.properties.isIdeographic && $0 != "々" && single($0) == nil }
    }

    /// The reading of a character by itself.
    private func single(_ scalar: Unicode.Scalar) -> String? {
        analyzer.words(of: String(scalar)).first { $0.morae > 0 }?.pronunciation
    }

    /// Latin words without an entry that aren't abbreviations are English. An analyser may have
    /// divided one.
    private func markEnglish(_ words: inout [JapaneseWord]) {
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        var start = 0
        while start < words.count {
            var end = start
            var letters = String.UnicodeScalarView()
            var isEntry = true
            while end < words.count,
                words[end].surface.unicodeScalars.allSatisfy(JapaneseKana.isLatin),
                end == start || words[end].range.lowerBound == words[end - 1].range.upperBound
            {
                letters += words[end].surface.unicodeScalars
                isEntry = isEntry && words[end].isKnown && words[end].surface.count > 1
                end += 1
            }
            if end > start, !isEntry, letters.count > 1,
                letters.contains(where: { (0xFF41...0xFF5A).contains($0.value) })
            {
                var word = words[start]
                word.surface = String(letters)
                word.range = word.range.lowerBound..<words[end - 1].range.upperBound
                word.role = .english
                word.kind = .symbol
                word.morae = 0
                result.append(word)
            } else {
                end = max(end, start + 1)
                result += words[start..<end]
            }
            start = end
        }
        words = result
    }

    /// The pause that a mark stands for; nil for what is no mark.
    static func pause(of scalar: Unicode.Scalar) -> PhrasePause? {
        switch scalar {
        case "。", "．", "！", "？", "｡", "；", "：": .major
        case "・", "　", "−", "＿", "’", "”", "“", "‘", "＊", "＃", "〜", "～": PhrasePause.none
        default:
            switch scalar.properties.generalCategory {
            case .openPunctuation, .closePunctuation, .initialPunctuation, .finalPunctuation,
                .dashPunctuation, .otherPunctuation:
                Punctuation.isTerminator(scalar.value) ? .major : .minor
            default: nil
            }
        }
    }
}
