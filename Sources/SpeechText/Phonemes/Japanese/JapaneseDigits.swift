/// Runs of digits as the words of a number: 1980 as 千 九 百 八 十, 03 as 〇 三.
///
/// What is a number and what a row of digits is decided as Open JTalk does (njd_set_digit): by
/// commas in threes, zeros in front, counters and marks beside it.
enum JapaneseDigits {
    /// The words with all runs of digits as numbers.
    static func expanded(_ words: [JapaneseWord]) -> [JapaneseWord] {
        var result: [JapaneseWord] = []
        result.reserveCapacity(words.count)
        var index = 0
        while index < words.count {
            var end = index
            while end < words.count, isPart(words[end]) { end += 1 }
            guard end > index else {
                result.append(words[index])
                index += 1
                continue
            }
            expand(words, index..<end, &result)
            index = end
        }
        return result
    }

    /// The value of a digit.
    static func value(of word: JapaneseWord) -> Int? {
        word.isNumeral ? values[word.surface] : nil
    }

    /// Whether a word is the point of a decimal number.
    static func isPoint(_ word: JapaneseWord) -> Bool {
        word.surface == "．" || word.surface == "・"
    }

    private static func isComma(_ word: JapaneseWord) -> Bool { word.surface == "，" }

    private static func isPart(_ word: JapaneseWord) -> Bool {
        word.isNumeral && (values[word.surface] != nil || isPoint(word) || isComma(word))
    }

    private static func expand(
        _ words: [JapaneseWord], _ run: Range<Int>, _ result: inout [JapaneseWord]
    ) {
        var start = run.lowerBound
        while start < run.upperBound {
            if isPoint(words[start]) || isComma(words[start]) {
                result.append(words[start])
                start += 1
                continue
            }
            var last = start
            var isEndless = false
            while last + 1 < run.upperBound, !isPoint(words[last + 1]), !isEndless {
                last += 1
                isEndless = last - start > longest && isComma(words[last])
            }
            while isComma(words[last]) { last -= 1 }
            if isEndless, let comma = words[start...last].firstIndex(where: isComma) {
                // More than any number has: what stands between commas is read by itself.
                last = comma - 1
            }
            var firstComma: Int?
            var isGrouped = true
            for (place, index) in (start...last).reversed().enumerated() {
                if isComma(words[index]) { firstComma = index }
                if isComma(words[index]) != (place % 4 == 3) { isGrouped = false }
            }
            let isZero = last > start && value(of: words[start]) == 0
            var isNumber = !isZero
            if isNumber, !isGrouped || firstComma == nil {
                if let firstComma { last = firstComma - 1 }
                isNumber = score(words, start...last) >= 0
            } else if !isNumber, let firstComma {
                last = firstComma - 1
            }
            let digits = words[start...last].filter { !isComma($0) }.map { canonical($0) }
            // Han digits without a counter (一二三) are said as they stand; beyond the names of
            // units, digits are said one by one.
            if digits.count == 1 || isBareRow(words, start...last) {
                result += digits
            } else if isNumber, digits.count <= 4 * myriads.count {
                appendNumber(digits, &result)
            } else {
                appendRow(digits, &result)
            }
            start = last + 1
        }
    }

    /// Whether digits are a row of Han ones without 〇, mark or counter beside them.
    private static func isBareRow(_ words: [JapaneseWord], _ digits: ClosedRange<Int>) -> Bool {
        let next = digits.upperBound + 1
        return words[digits].allSatisfy { "一二三四五六七八九".contains($0.surface) }
            && (next == words.count
                || !words[next].isCounter && !isPoint(words[next])
                    && !words[next].isNumeral)
            && (digits.lowerBound == 0 || words[digits.lowerBound - 1].surface != "点")
    }

    /// How much speaks for a number, beside counters, and against it, beside hyphens.
    private static func score(_ words: [JapaneseWord], _ digits: ClosedRange<Int>) -> Int {
        var score = 0
        let first = digits.lowerBound
        if first > 0 {
            let before = words[first - 1]
            let isBehindNumeral = first > 1 && words[first - 2].isNumeral
            if before.detail == "数接続" { score += 2 }
            if before.isCounter { score += 1 }
            if isPoint(before) || before.surface == "点" {
                if isBehindNumeral { score -= 5 }
            } else if hyphens.contains(before.surface) || before.surface == "）"
                || before.surface == "番号" || before.surface == "（" && isBehindNumeral
            {
                score -= 2
            }
            if first > 1, words[first - 2].surface == "番号" { score -= 2 }
        }
        let next = digits.upperBound + 1
        if next < words.count {
            let after = words[next]
            if after.isCounter { score += 2 }
            if hyphens.contains(after.surface) || after.surface == "（" || after.surface == "番号"
                || after.surface == "）" && next + 1 < words.count && words[next + 1].isNumeral
            {
                score -= 2
            } else if isPoint(after) {
                score += 4
            }
        }
        return score
    }

    private static func canonical(_ word: JapaneseWord) -> JapaneseWord {
        var word = word
        if let value = value(of: word), word.surface != "０" {
            word.surface = String(Array("〇一二三四五六七八九")[value])
        }
        return word
    }

    /// Digits one by one, in pairs: two make a phrase that falls behind its third mora.
    private static func appendRow(_ digits: [JapaneseWord], _ result: inout [JapaneseWord]) {
        for (index, digit) in digits.enumerated() {
            var digit = digit
            if let kana = clear[digit.surface] { digit.say(kana, accent: digit.accent, morae: 2) }
            digit.combination = "*"
            digit.joins = index % 2 == 1
            if index % 2 == 1 { result[result.count - 1].accent = 3 }
            result.append(digit)
        }
    }

    /// A number: units between its digits, zeros left out, 十 for 一十.
    private static func appendNumber(_ digits: [JapaneseWord], _ result: inout [JapaneseWord]) {
        var isGroupSaid = false
        for (index, digit) in digits.enumerated() {
            let power = digits.count - 1 - index
            let value = value(of: digit) ?? 0
            if power % 4 == 0 {
                if value > 0 { result.append(digit) }
                if isGroupSaid || value > 0, power > 0 {
                    result.append(unit(myriads[power / 4 - 1], at: digit.range))
                }
                isGroupSaid = false
            } else if value > 0 {
                if value > 1 { result.append(digit) }
                result.append(unit(units[power % 4 - 1], at: digit.range))
                isGroupSaid = true
            }
            if value == 0, !result.isEmpty, let last = result.indices.last {
                // The zero is a part of what was said before it.
                result[last].range = result[last].range.lowerBound..<digit.range.upperBound
            }
        }
    }

    private static func unit(
        _ unit: (surface: String, kana: String, accent: Int), at range: Range<Int>
    ) -> JapaneseWord {
        JapaneseWord(
            surface: unit.surface, range: range, kind: .noun, detail: "数", reading: unit.kana,
            pronunciation: unit.kana, accent: unit.accent,
            morae: JapaneseMora.morae(of: unit.kana).count,
            combination: unit.surface == "兆" ? "C3" : "*")
    }

    private static let units: [(surface: String, kana: String, accent: Int)] = [
        ("十", "ジュー", 1), ("百", "ヒャク", 2), ("千", "セン", 1),
    ]
    private static let myriads: [(surface: String, kana: String, accent: Int)] = [
        ("万", "マン", 1), ("億", "オク", 1), ("兆", "チョー", 1), ("京", "ケー", 1), ("垓", "ガイ", 1),
    ]

    /// More digits and commas than a number that has a name.
    private static let longest = 64

    /// Digits that are lengthened to be understood.
    static let clear = ["〇": "ゼロ", "０": "ゼロ", "二": "ニー", "五": "ゴー"]

    private static let hyphens: Set<String> = ["―", "−", "‐", "—", "－"]

    private static let values: [String: Int] = {
        var values: [String: Int] = [:]
        let forms = [
            "○〇０", "１一壱", "２二弐貳ニに", "３三参", "４四し", "５五ご", "６六", "７七", "８八", "９九く",
        ]
        for (value, row) in forms.enumerated() {
            for form in row { values[String(form)] = value }
        }
        let names = [
            "いち": 1, "さん": 3, "よん": 4, "ろく": 6, "なな": 7, "しち": 7, "はち": 8, "きゅう": 9,
        ]
        return values.merging(names) { first, _ in first }
    }()
}
