/// Portuguese number words.
struct PortugueseNumbers: Sendable {
    /// Whether this is the Portuguese of Portugal: dezasseis, mil milhões.
    let isEuropean: Bool

    private var small: [String] {
        [
            "zero", "um", "dois", "três", "quatro", "cinco", "seis", "sete", "oito", "nove", "dez",
            "onze", "doze", "treze", isEuropean ? "catorze" : "quatorze", "quinze",
            isEuropean ? "dezasseis" : "dezesseis", isEuropean ? "dezassete" : "dezessete",
            "dezoito", isEuropean ? "dezanove" : "dezenove",
        ]
    }
    private static let tens = [
        "", "", "vinte", "trinta", "quarenta", "cinquenta", "sessenta", "setenta", "oitenta",
        "noventa",
    ]
    private static let hundreds = [
        "", "cento", "duzentos", "trezentos", "quatrocentos", "quinhentos", "seiscentos",
        "setecentos", "oitocentos", "novecentos",
    ]

    /// The words of a number, at most 18 digits.
    func cardinal(_ value: Int, isFeminine: Bool = false) -> String {
        if value < 0 { return "menos " + cardinal(-max(value, -Int.max), isFeminine: isFeminine) }
        if value == 0 { return "zero" }
        var parts: [(words: String, value: Int)] = []
        for (unit, one, many) in scales where value / unit.value % unit.modulus > 0 {
            let group = value / unit.value % unit.modulus
            if unit.value == 1000, group == 1 {
                parts.append(("mil", group))
            } else if unit.value == 1000 {
                parts.append((belowThousand(group, isFeminine) + " mil", group))
            } else {
                let words = group < 1000 ? belowThousand(group, false) : cardinal(group)
                parts.append((words + " " + (group == 1 ? one : many), group))
            }
        }
        let rest = value % 1000
        if rest > 0 { parts.append((belowThousand(rest, isFeminine), rest)) }
        guard let last = parts.last else { return "zero" }
        // "e" before the last group where that is small or round.
        let joint = last.value < 100 || (last.value % 100 == 0 && last.value < 1000) ? " e " : " "
        let head = parts.dropLast().map(\.words).joined(separator: " ")
        return head.isEmpty ? last.words : head + joint + last.words
    }

    private var scales: [((value: Int, modulus: Int), String, String)] {
        let thousand = ((value: 1000, modulus: 1000), "mil", "mil")
        if isEuropean {
            return [
                ((value: 1_000_000_000_000, modulus: 1_000_000), "bilião", "biliões"),
                ((value: 1_000_000, modulus: 1_000_000), "milhão", "milhões"), thousand,
            ]
        }
        return [
            ((value: 1_000_000_000_000_000, modulus: 1000), "quatrilhão", "quatrilhões"),
            ((value: 1_000_000_000_000, modulus: 1000), "trilhão", "trilhões"),
            ((value: 1_000_000_000, modulus: 1000), "bilhão", "bilhões"),
            ((value: 1_000_000, modulus: 1000), "milhão", "milhões"), thousand,
        ]
    }

    private func belowThousand(_ value: Int, _ isFeminine: Bool) -> String {
        if value == 100 { return "cem" }
        if value < 100 { return belowHundred(value, isFeminine) }
        var words = Self.hundreds[value / 100]
        if isFeminine, value >= 200 { words = words.dropLast(2) + "as" }
        return value % 100 == 0 ? words : words + " e " + belowHundred(value % 100, isFeminine)
    }

    private func belowHundred(_ value: Int, _ isFeminine: Bool) -> String {
        if isFeminine, value == 1 { return "uma" }
        if isFeminine, value == 2 { return "duas" }
        if value < 20 { return small[value] }
        let ones = value % 10
        return ones == 0
            ? Self.tens[value / 10]
            : Self.tens[value / 10] + " e " + belowHundred(ones, isFeminine)
    }

    /// The ordinal words of a number below a thousand; larger ones are cardinals.
    func ordinal(_ value: Int, isFeminine: Bool) -> String {
        guard (1...999).contains(value) else { return cardinal(value, isFeminine: isFeminine) }
        let ones = [
            "", "primeiro", "segundo", "terceiro", "quarto", "quinto", "sexto", "sétimo", "oitavo",
            "nono",
        ]
        let tens = [
            "", "décimo", "vigésimo", "trigésimo", "quadragésimo", "quinquagésimo", "sexagésimo",
            "septuagésimo", "octogésimo", "nonagésimo",
        ]
        let hundreds = [
            "", "centésimo", "ducentésimo", "tricentésimo", "quadringentésimo", "quingentésimo",
            "sexcentésimo", "septingentésimo", "octingentésimo", "noningentésimo",
        ]
        let words = [hundreds[value / 100], tens[value / 10 % 10], ones[value % 10]]
            .filter { !$0.isEmpty }
        return words.map { isFeminine ? $0.dropLast() + "a" : $0 }.joined(separator: " ")
    }

    /// Digits one by one.
    func digits(_ bytes: some Sequence<UInt8>) -> String {
        let small = small
        return bytes.lazy.map { small[Int($0 &- 0x30) % 10] }.joined(separator: " ")
    }
}
