/// Reads Japanese: words of a dictionary, their sounds beside each other, accent phrases and
/// their accents.
struct JapaneseReader: Sendable {
    private let analyzer: any JapaneseWordAnalyzer
    private let readings: JapaneseReadings

    init(analyzer: any JapaneseWordAnalyzer, hasEnglish: Bool) {
        self.analyzer = analyzer
        readings = JapaneseReadings(analyzer: analyzer, hasEnglish: hasEnglish)
    }

    /// The words of a text with sounds, phrases and accents; their ranges are those in the text.
    ///
    /// - Parameter given: What stands in the place of ranges, ascending and disjoint.
    func words(of text: ArraySlice<UInt8>, given: [JapaneseWord]) -> [JapaneseWord] {
        var words = insert(given, in: analyzed(text), of: text)
        JapaneseDivisions.divide(&words)
        readings.read(&words)
        JapaneseQuotations.join(&words)
        JapaneseLaughter.join(&words)
        JapaneseSupplement.apply(to: &words)
        JapaneseAcronyms.join(&words)
        JapaneseNumerals.read(&words)
        words.removeAll { $0.role == .said && $0.morae == 0 }
        JapaneseAccentPhrases.divide(&words)
        JapaneseAccents.combine(&words)
        return words
    }

    private func analyzed(_ text: ArraySlice<UInt8>) -> [JapaneseWord] {
        let wide = JapaneseText(text)
        var words = analyzer.words(of: wide.text)
        if words.contains(where: { $0.morae == 0 && Self.isLongNumber($0) }) {
            words = words.flatMap { Self.isLongNumber($0) ? digits(of: $0) : [$0] }
        }
        if words.contains(where: { $0.morae == 0 && $0.surface.contains("々") }) {
            words = repeated(words)
        }
        if words.contains(where: { $0.morae == 0 && readings.lacksReading($0) }) {
            words = words.flatMap { readings.lacksReading($0) ? characters(of: $0) : [$0] }
        }
        for index in words.indices {
            let place = wide.place(of: words[index].range)
            words[index].range =
                place.lowerBound + text.startIndex..<place.upperBound + text.startIndex
        }
        return words
    }

    /// Whether a word is digits that the dictionary took together without knowing them, as it does
    /// where there are very many.
    private static func isLongNumber(_ word: JapaneseWord) -> Bool {
        word.morae == 0 && word.surface.utf8.count > 3
            && word.surface.unicodeScalars.allSatisfy { (0xFF10...0xFF19).contains($0.value) }
    }

    private func digits(of word: JapaneseWord) -> [JapaneseWord] {
        var known: [Unicode.Scalar: JapaneseWord] = [:]
        var start = word.range.lowerBound
        return word.surface.unicodeScalars.compactMap { scalar in
            let digit = known[scalar] ?? analyzer.words(of: String(scalar)).first
            known[scalar] = digit
            let length = UTF8.width(scalar)
            defer { start += length }
            guard var digit else { return nil }
            digit.range = start..<start + length
            return digit
        }
    }

    /// The characters of a word without an entry, so that one that nobody can read is told by
    /// itself and those beside it are said.
    private func characters(of word: JapaneseWord) -> [JapaneseWord] {
        var start = word.range.lowerBound
        return word.surface.unicodeScalars.map { scalar in
            var single = word
            single.surface = String(scalar)
            single.base = single.surface
            single.range = start..<start + UTF8.width(scalar)
            start = single.range.upperBound
            return single
        }
    }

    /// A 々 that no word of the dictionary has is said as the character before it.
    private func repeated(_ words: [JapaneseWord]) -> [JapaneseWord] {
        var result: [JapaneseWord] = []
        for word in words {
            guard word.morae == 0, word.surface.contains("々"),
                let last = result.last?.surface.last
            else {
                result.append(word)
                continue
            }
            let character = word.surface.first == "々" ? last : word.surface.first ?? last
            for var single in analyzer.words(of: String(character)).prefix(1) {
                single.range = word.range
                result.append(single)
            }
        }
        return result
    }

    // MARK: Given pronunciations

    /// Puts given words in the place of those that they cover. Where they part a word, what is
    /// left and right of them is read by itself.
    private func insert(
        _ given: [JapaneseWord], in words: [JapaneseWord], of text: ArraySlice<UInt8>
    ) -> [JapaneseWord] {
        guard !given.isEmpty else { return words }
        let parts = words.contains { word in
            given.contains {
                word.range.overlaps($0.range)
                    && (word.range.lowerBound < $0.range.lowerBound
                        || word.range.upperBound > $0.range.upperBound)
            }
        }
        var result: [JapaneseWord] = []
        if parts {
            var start = text.startIndex
            for word in given {
                result += analyzed(text[start..<max(start, word.range.lowerBound)])
                result.append(word)
                start = max(start, word.range.upperBound)
            }
            result += analyzed(text[start...])
        } else {
            var rest = given[...]
            for word in words {
                while let next = rest.first, next.range.lowerBound <= word.range.lowerBound {
                    result.append(next)
                    rest.removeFirst()
                }
                if !given.contains(where: { $0.range.overlaps(word.range) }) {
                    result.append(word)
                }
            }
            for word in rest { result.append(word) }
        }
        // No noun behind takes the accent that was given.
        for index in result.indices.dropFirst()
        where result[index - 1].base == Self.givenBase && result[index].joins == nil
            && result[index].kind != .particle && result[index].kind != .auxiliary
        {
            result[index].joins = false
        }
        return result
    }

    /// What a given word is the form of: nothing of the dictionary.
    static let givenBase = ""
}
