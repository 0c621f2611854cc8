import SpeechText

/// An entry of NAIST-jdic as Open JTalk extended it: part of speech and its three subdivisions,
/// inflection type and form, base, reading, pronunciation, `accent/morae`, combination rule,
/// and whether it joins the phrase before it. A star stands for nothing.
struct DictionaryEntry {
    private let fields: [Substring]
    private let isKnown: Bool

    init(_ features: String, isKnown: Bool) {
        fields = features.split(separator: ",", omittingEmptySubsequences: false)
        self.isKnown = isKnown
    }

    private func field(_ index: Int) -> Substring {
        fields.indices.contains(index) && !fields[index].isEmpty ? fields[index] : "*"
    }

    /// The entry's words: one, or where it is written with colons (`東京:大学`, `1/5:0/4`) as
    /// many accent phrases as it has.
    func words(_ surface: String, at range: Range<Int>) -> [JapaneseWord] {
        let accents = field(9).split(separator: ":")
        guard accents.count > 1 else {
            return [word(surface, range, field(6), field(7), field(8), accents.first ?? "*")]
        }
        let bases = field(6).split(separator: ":")
        let readings = field(7).split(separator: ":")
        let pronunciations = field(8).split(separator: ":")
        var words: [JapaneseWord] = []
        var rest = surface[...]
        var start = range.lowerBound
        for (index, accent) in accents.enumerated() {
            func part(_ parts: [Substring]) -> Substring {
                parts.indices.contains(index) ? parts[index] : "*"
            }
            // All but the last are as long as their bases.
            let letters =
                index == accents.count - 1 ? rest : rest.prefix(part(bases).count)
            rest = rest.dropFirst(letters.count)
            let end = start + letters.utf8.count
            var word = word(
                String(letters), start..<end, part(bases), part(readings), part(pronunciations),
                accent)
            if index > 0 { word.joins = false }
            words.append(word)
            start = end
        }
        return words
    }

    private func word(
        _ surface: String, _ range: Range<Int>, _ base: Substring, _ reading: Substring,
        _ pronunciation: Substring, _ accent: Substring
    ) -> JapaneseWord {
        let numbers = accent.split(separator: "/").map { Int($0) }
        let hasSound = numbers.count == 2 && pronunciation != "*"
        let joins: Bool? =
            switch field(11) {
            case "1": true
            case "0": false
            default: nil
            }
        return JapaneseWord(
            surface: surface, range: range,
            kind: JapaneseWord.Kind(rawValue: String(field(0))) ?? .other,
            detail: String(field(1)), detail2: String(field(2)), detail3: String(field(3)),
            inflection: String(field(4)), form: String(field(5)),
            base: base == "*" ? surface : String(base),
            reading: reading == "*" ? nil : String(reading),
            pronunciation: hasSound ? String(pronunciation) : nil,
            accent: hasSound ? numbers[0] ?? 0 : 0, morae: hasSound ? numbers[1] ?? 0 : 0,
            combination: String(field(10)), joins: joins, isKnown: isKnown)
    }
}
