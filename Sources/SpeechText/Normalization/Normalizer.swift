/// Turns what is written into what is said: numbers, symbols and abbreviations
/// become words.
///
/// Two passes over a text, each keeping the map to the source: characters are
/// folded to their plain forms (``TextFolder``), then expressions are read
/// (``ExpressionReader``). Most sentences need neither, which one scan tells
/// (``PlainTextCheck``). All passes take time linear in the text.
struct Normalizer: Sendable {
    private let options: TextOptions
    private let english: Reading
    private let japanese: Reading
    private let chinese: Reading
    private let portuguese: Reading

    /// What reading a language takes.
    private struct Reading: Sendable {
        let words: any Verbalizer
        let lexicon: Lexicon
    }

    init(options: TextOptions) {
        self.options = options
        english = Reading(words: EnglishVerbalizer(.english), lexicon: .english)
        japanese = Reading(words: JapaneseVerbalizer(.japanese), lexicon: .japanese)
        chinese = Reading(words: ChineseVerbalizer(.chinese), lexicon: .chinese)
        portuguese = Reading(words: PortugueseVerbalizer(.portuguese), lexicon: .portuguese)
    }

    /// Reads a text, usually one sentence.
    ///
    /// White space at its ends is folded but not removed.
    ///
    /// - Parameters:
    ///   - language: The language whose words are used; one without number words
    ///     keeps its figures.
    ///   - hints: Parts whose reading is given; ascending, disjoint.
    ///   - protected: Parts that stay as they are; ascending, disjoint, and
    ///     disjoint from the hints.
    func normalize(
        _ text: MappedText, language: Language, hints: [NormalizationHint] = [],
        protected: [Range<Int>] = []
    ) -> NormalizedText {
        let reading = reading(of: language)
        let isHan = ["ja", "zh", "yue"].contains(language.primary)
        let lexicon = reading?.lexicon ?? .other
        if hints.isEmpty, PlainTextCheck.isPlain(text.utf8, lexicon: lexicon, isHan: isHan) {
            return NormalizedText(text: text, protected: protected)
        }
        let hints = Self.disjoint(hints, from: protected, within: text.utf8.count)
        let (folded, islands, moved) = fold(text, language, hints: hints, protected: protected)
        guard let reading else { return NormalizedText(text: folded, protected: islands) }
        var reader = ExpressionReader(
            folded.utf8, language: language, words: reading.words, lexicon: reading.lexicon,
            options: options)
        var parts = islands.map { (range: $0, hint: NormalizationHint?.none) }
        parts += moved.map { (range: $0.range, hint: Optional($0)) }
        parts.sort { $0.range.lowerBound < $1.range.lowerBound }
        var index = 0
        for part in parts where part.range.lowerBound >= index {
            reader.read(index..<part.range.lowerBound)
            if let hint = part.hint { reader.read(hint) }
            index = part.range.upperBound
        }
        reader.read(index..<folded.utf8.count)
        let edits = reader.edits
        guard !edits.isEmpty else { return NormalizedText(text: folded, protected: islands) }
        return NormalizedText(
            text: folded.replacing(edits.list), protected: edits.moved(islands))
    }

    /// The hints that overlap neither each other nor a protected part; what a user
    /// has fixed outweighs how its surroundings are to be read.
    private static func disjoint(
        _ hints: [NormalizationHint], from protected: [Range<Int>], within count: Int
    ) -> [NormalizationHint] {
        var taken = protected.sorted { $0.lowerBound < $1.lowerBound }[...]
        var end = 0
        return hints.sorted { $0.range.lowerBound < $1.range.lowerBound }.filter { hint in
            while let first = taken.first, first.upperBound <= hint.range.lowerBound {
                taken.removeFirst()
            }
            guard hint.range.lowerBound >= end, hint.range.upperBound <= count,
                taken.first.map({ $0.lowerBound >= hint.range.upperBound }) ?? true
            else { return false }
            end = hint.range.upperBound
            return true
        }
    }

    private func reading(of language: Language) -> Reading? {
        switch language.tag {
        case "en": return english
        case "ja": return japanese
        case "zh": return chinese
        case "pt": return portuguese
        default: break
        }
        let lexicon = Lexicon.of(language)
        switch language.primary {
        case "en": return Reading(words: EnglishVerbalizer(language), lexicon: lexicon)
        case "ja": return japanese
        case "zh", "yue": return Reading(words: ChineseVerbalizer(language), lexicon: lexicon)
        case "pt": return Reading(words: PortugueseVerbalizer(language), lexicon: lexicon)
        default:
            return RuleBasedVerbalizer(language).map { Reading(words: $0, lexicon: lexicon) }
        }
    }

    /// The folded text, with the new places of protected ranges and hints.
    private func fold(
        _ text: MappedText, _ language: Language, hints: [NormalizationHint],
        protected: [Range<Int>]
    ) -> (text: MappedText, islands: [Range<Int>], hints: [NormalizationHint]) {
        var folder = TextFolder(text.utf8, language: language, options: options)
        let islands = (protected + hints.map(\.range)).sorted { $0.lowerBound < $1.lowerBound }
        let edits = folder.fold(around: islands)
        guard !edits.isEmpty else { return (text, protected, hints) }
        let moved = zip(hints, edits.moved(hints.map(\.range))).map { hint, range in
            var hint = hint
            hint.range = range
            return hint
        }
        return (text.replacing(edits.list), edits.moved(protected), moved)
    }
}
