/// The accent of phrases: where words that join move the fall of the voice.
///
/// The rules are those of Sagisaka and Sato, "Accent rules in Japanese text-to-speech
/// conversion" (1983), in the form of Open JTalk's njd_set_accent_type, with its readings of
/// numerals. The dictionary names each word's rule.
enum JapaneseAccents {
    /// Puts the accent of each phrase at its first word.
    static func combine(_ words: inout [JapaneseWord]) {
        var top = 0
        var morae = 0
        for index in words.indices {
            if index == 0 || words[index].joins != true {
                top = index
                morae = 0
            } else {
                let rule = Rule(words[index].combination, after: words[index - 1].kind)
                if words[index].pronunciation == "ー", words[index].kind == .auxiliary,
                    words[index - 1].kind == .verb
                {
                    // 行こう, 食べよう: before the う, whatever the verb's own accent (NHK). The
                    // dictionary's rule leaves that as it is.
                    words[top].accent = morae
                } else if let accent = rule?.accent(
                    of: words[index].accent, top: words[top].accent, morae: morae)
                {
                    words[top].accent = accent
                }
            }
            combineNumerals(&words, index)
            morae += words[index].morae
        }
        retreat(&words)
    }

    /// The voice doesn't fall behind ン, ッ and ー, but one mora before them: サ'ンボン, イ'ッポン,
    /// トーキョ'ート (NHK). The rules above count morae without looking at them.
    private static func retreat(_ words: inout [JapaneseWord]) {
        var top = 0
        while top < words.count {
            var end = top + 1
            while end < words.count, words[end].joins == true { end += 1 }
            // A text's own accent stays where it is.
            if words[top].accent > 1, words[top].base != JapaneseReader.givenBase {
                let morae = words[top..<end].flatMap {
                    JapaneseMora.morae(of: $0.pronunciation ?? "")
                }
                var accent = min(words[top].accent, morae.count)
                while accent > 1, isSpecial(morae[accent - 1].kana) { accent -= 1 }
                if accent > 0 { words[top].accent = accent }
            }
            top = end
        }
    }

    /// Whether a mora isn't one that the voice can fall behind.
    private static func isSpecial(_ kana: String) -> Bool {
        kana == "ン" || kana == "ッ" || kana == "ー"
    }

    /// A rule of the dictionary for what stands before.
    struct Rule: Equatable {
        var name: Substring
        var offset = 0

        /// Finds the one that holds behind a kind of word; nil where none does.
        init?(_ field: String, after kind: JapaneseWord.Kind) {
            for clause in field.split(separator: "/") {
                let parts = clause.split(separator: "%")
                if parts.count > 1, !kind.rawValue.contains(parts[0]) { continue }
                guard let rule = parts.last else { continue }
                let fields = rule.split(separator: "@")
                guard let name = fields.first, name != "*" else { return nil }
                self.name = name
                offset = fields.count > 1 ? Int(fields[1]) ?? 0 : 0
                return
            }
            return nil
        }

        /// The accent of the phrase.
        ///
        /// - Parameters:
        ///   - own: The word's.
        ///   - top: The phrase's so far.
        ///   - morae: How many the phrase has so far.
        func accent(of own: Int, top: Int, morae: Int) -> Int {
            switch name {
            case "F2": top == 0 ? morae + offset : top
            case "F3": top == 0 ? top : morae + offset
            case "F4": morae + offset
            case "F5", "C4", "P6": 0
            case "C1": morae + own
            case "C2": morae + 1
            case "C3": morae
            case "P1": own == 0 ? 0 : morae + own
            case "P2": morae + (own == 0 ? 1 : own)
            case "P14": own == 0 ? top : morae + own
            default: top  // F1, C5
            }
        }
    }

    /// 三十, 五百, 二万: the numeral's accent behind its unit.
    private static func combineNumerals(_ words: inout [JapaneseWord], _ index: Int) {
        let unit = words[index].surface
        if index > 0, words[index].joins == true, words[index].isNumeral,
            words[index - 1].isNumeral
        {
            let digit = words[index - 1].surface
            let morae = words[index - 1].morae
            let accent: Int? =
                switch unit {
                case "十": isFlat(digit, before: index + 1, words) ? 0 : 1
                case "百":
                    digit == "七"
                        ? 2 : "三四九何".contains(digit) ? 1 : morae + words[index].morae
                case "千", "万": morae + 1
                case "億": "一六七八幾".contains(digit) ? 2 : 1
                case "兆": "六七".contains(digit) ? 2 : 1
                default: nil
                }
            if let accent { words[index - 1].accent = accent }
        }
        if unit == "十", words[index].joins != true, index + 1 < words.count,
            words[index + 1].isNumeral
        {
            words[index].accent = 0
        }
    }

    /// 五十, 六十, 八十 before another digit.
    private static func isFlat(_ digit: String, before next: Int, _ words: [JapaneseWord]) -> Bool {
        "五六八".contains(digit) && next < words.count && words[next].surface.count == 1
            && "一二三四五六七八九".contains(words[next].surface)
    }
}
