/// Turns what is written into what is said: numbers, symbols and abbreviations
/// become words.
struct Normalizer: Sendable {
    let options: TextOptions

    init(options: TextOptions) {
        self.options = options
    }

    /// Reads a text, usually one sentence.
    ///
    /// - Parameters:
    ///   - language: The language whose words are used.
    ///   - hints: Parts whose reading is given; ascending, disjoint.
    ///   - protected: Parts that stay as they are; ascending, disjoint, and
    ///     disjoint from the hints.
    func normalize(
        _ text: MappedText, language: Language, hints: [NormalizationHint] = [],
        protected: [Range<Int>] = []
    ) -> NormalizedText {
        var edits = TextEdits()
        let utf8 = text.utf8
        var index = 0
        var island = 0
        while index < utf8.count {
            if island < protected.count, protected[island].lowerBound <= index {
                index = max(index + 1, protected[island].upperBound)
                island += 1
                continue
            }
            let limit = island < protected.count ? protected[island].lowerBound : utf8.count
            var end = index
            while end < limit, [0x20, 0x09, 0x0A, 0x0D].contains(utf8[end]) { end += 1 }
            if end - index > 1 { edits.replace(index..<end, with: " ") }
            index = max(end, index + 1)
        }
        return NormalizedText(text: text.replacing(edits.list), protected: edits.moved(protected))
    }
}
