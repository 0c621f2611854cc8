/// Makes what is said of what is written: language, dictionary, normalisation,
/// clause ends.
struct SentenceSpeaker: Sendable {
    private let options: TextOptions
    private let normalizer: Normalizer
    private var detector: LanguageDetector

    /// - Parameter source: The document; its beginning tells in what light a heading
    ///   of few words stands.
    init(options: TextOptions, source: [UInt8]) {
        self.options = options
        normalizer = Normalizer(options: options)
        detector = LanguageDetector(default: options.defaultLanguage)
        if options.language == nil {
            source.withUnsafeBufferPointer { detector.note(context: $0, upTo: 8192) }
        }
    }

    /// Whether a text that begins with a letter is never without words.
    var keepsWords: Bool { options.dictionary.isEmpty }

    /// Takes note of the text around the sentences to come.
    mutating func note(context: [UInt8]) {
        guard options.language == nil else { return }
        context.withUnsafeBufferPointer { detector.note(context: $0) }
    }

    /// The style of a part in which nothing is said.
    func style(of part: Passage) -> Style {
        Style(
            language: part.style.language ?? options.language ?? options.defaultLanguage,
            voice: part.style.voice, prosody: part.style.prosody)
    }

    /// The sentence of a part, its source range still to be set; nil where nothing
    /// is said.
    mutating func sentence(of part: Passage) -> Sentence? {
        guard !part.text.isEmpty else { return nil }
        let language =
            part.style.language ?? options.language
            ?? part.text.utf8.withUnsafeBufferPointer { detector.language(of: $0) }
        var part = part
        var skipped: [String] = []
        if !options.dictionary.isEmpty {
            part = Self.applying(options.dictionary, to: part, language, skipped: &skipped)
        }
        let normalized = normalizer.normalize(
            part.text, language: language, hints: part.hints,
            protected: part.fixed.map(\.range))
        var spoken = normalized.text
        var protected = normalized.protected
        let range = spoken.utf8.withUnsafeBufferPointer {
            SentenceParts.trimmed($0, 0..<$0.count)
        }
        if range.count < spoken.utf8.count {
            spoken = spoken.slice(range)
            protected = protected.map {
                $0.clamped(to: range).shifted(by: -range.lowerBound)
            }
        }
        guard spoken.utf8.withUnsafeBufferPointer({ UTF8Scan.isSpeakable($0) }) else { return nil }
        var pronunciations: [Pronunciation] = []
        for (item, range) in zip(part.fixed, protected) where !range.isEmpty {
            if let ipa = item.ipa { pronunciations.append(Pronunciation(range: range, ipa: ipa)) }
        }
        var sentence = Sentence(
            spoken: spoken, source: 0..<0,
            style: Style(
                language: language, voice: part.style.voice, prosody: part.style.prosody),
            clauseEnds: ClauseMarks.ends(in: spoken.utf8), pronunciations: pronunciations,
            boundary: part.boundary ?? Self.boundary(atEndOf: part.text.utf8),
            pauseAfter: part.pause)
        sentence.skippedPatterns = skipped
        return sentence
    }

    /// What kind of place a text ends at, by its last mark.
    private static func boundary(atEndOf text: [UInt8]) -> Boundary {
        text.withUnsafeBufferPointer { bytes in
            var end = bytes.count
            while let (value, start) = UTF8Scan.scalar(bytes, before: end) {
                if Punctuation.isTerminator(value) { return .sentence }
                if Punctuation.isWideClauseMark(value)
                    || [0x2C, 0x3A, 0x3B, 0x29, 0x2013].contains(value)
                {
                    return .clause
                }
                guard Punctuation.isCloser(value), bytes.count - start < 32 else { break }
                end = start
            }
            return .word
        }
    }
}
