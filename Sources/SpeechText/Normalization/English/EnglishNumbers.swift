/// English number words.
enum EnglishNumbers {
    static let small = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
        "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
        "nineteen",
    ]
    static let tens = [
        "", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ]
    private static let scales = [
        "", " thousand", " million", " billion", " trillion", " quadrillion",
    ]
    private static let irregularOrdinals = [
        "one": "first", "two": "second", "three": "third", "five": "fifth", "eight": "eighth",
        "nine": "ninth", "twelve": "twelfth",
    ]

    /// The words of a number, at most 18 digits; "and" before the tens as outside
    /// America, if asked for.
    static func cardinal(_ value: Int, and: Bool = false) -> String {
        if value < 0 { return "minus " + cardinal(-max(value, -Int.max), and: and) }
        if value < 1000 { return belowThousand(value, and: and) }
        var groups: [Int] = []
        var rest = value
        while rest > 0 {
            groups.append(rest % 1000)
            rest /= 1000
        }
        var parts: [String] = []
        for index in groups.indices.reversed() where groups[index] > 0 {
            var words = belowThousand(groups[index], and: and)
            if and, index == 0, groups[0] < 100, !parts.isEmpty { words = "and " + words }
            parts.append(words + (index < scales.count ? scales[index] : " quintillion"))
        }
        return parts.joined(separator: " ")
    }

    private static func belowThousand(_ value: Int, and: Bool) -> String {
        if value < 100 { return belowHundred(value) }
        let hundreds = small[value / 100] + " hundred"
        let rest = value % 100
        if rest == 0 { return hundreds }
        return hundreds + (and ? " and " : " ") + belowHundred(rest)
    }

    static func belowHundred(_ value: Int) -> String {
        if value < 20 { return small[value] }
        let ones = value % 10
        return ones == 0 ? tens[value / 10] : tens[value / 10] + "-" + small[ones]
    }

    /// The ordinal words of a number.
    static func ordinal(_ value: Int, and: Bool = false) -> String {
        let words = cardinal(value, and: and)
        let start = words.lastIndex { $0 == " " || $0 == "-" }.map(words.index(after:))
        let last = String(words[(start ?? words.startIndex)...])
        let stem = String(words[..<(start ?? words.startIndex)])
        if let irregular = irregularOrdinals[last] { return stem + irregular }
        return stem + (last.hasSuffix("y") ? last.dropLast() + "ieth" : last + "th")
    }

    /// A year: in hundreds, but for the first ten of a thousand.
    static func year(_ year: Int) -> String {
        guard (1000...9999).contains(year), year % 1000 >= 10 || year % 1000 == 0 else {
            return cardinal(year)
        }
        let (century, rest) = (year / 100, year % 100)
        if year % 1000 == 0 { return cardinal(year) }
        if rest == 0 { return belowHundred(century) + " hundred" }
        return belowHundred(century) + (rest < 10 ? " oh " : " ") + belowHundred(rest)
    }

    /// A decade: `1980` is "nineteen eighties".
    static func decade(_ year: Int) -> String {
        let words = year < 100 ? belowHundred(year) : Self.year(year)
        if words.hasSuffix("y") { return words.dropLast() + "ies" }
        return words.hasSuffix("s") ? words : words + "s"
    }

    /// What a share is called: "half", "thirds", "hundredths".
    static func denominator(_ value: Int, isPlural: Bool) -> String {
        switch value {
        case 2: isPlural ? "halves" : "half"
        case 4: isPlural ? "quarters" : "quarter"
        default: ordinal(value) + (isPlural ? "s" : "")
        }
    }
}
