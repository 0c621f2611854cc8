/// The user's own pronunciations: literal words or regular expressions, each with
/// a replacement or an IPA transcription.
///
/// Written in TOML, an entry a pronunciation:
///
/// ```toml
/// [[entry]]
/// word = "Syrinx"          # whole words, in any case
/// say = "sirrinks"
///
/// [[entry]]
/// word = "Nice"
/// case = true              # in this spelling only
/// ipa = "nis"
/// language = "en"          # in sentences of this language only
///
/// [[entry]]
/// pattern = 'v(\d+)\.(\d+)'  # a regular expression (ICU's syntax)
/// say = "version $1 point $2"
/// ```
///
/// A Japanese entry may have its `ipa` in kana, with an apostrophe where the voice falls:
/// `ipa = "ハ'シ"`.
///
/// Words come before patterns; of several words at a place the longest is taken, of
/// several patterns the one that stands first. What an entry has replaced is final:
/// neither another entry nor normalisation changes it. A pattern that takes too
/// many steps over a sentence (it backtracks without end) is left out there, which
/// ``Sentence/skippedPatterns`` tells.
public struct PronunciationDictionary: Sendable {
    /// What becomes of a match.
    enum Reading: Sendable, Equatable {
        /// It is said so; in patterns `$1` is what the first group matched.
        case say(String)
        /// It is pronounced so.
        case ipa(String)
    }

    /// A word, or several, to be found literally.
    struct Literal: Sendable {
        /// The bytes; folded where case does not matter.
        var bytes: [UInt8]
        var matchesCase: Bool
        var language: Language?
        var reading: Reading
    }

    /// A regular expression to be found.
    struct Rule: Sendable {
        var pattern: Pattern
        var language: Language?
        var reading: Reading
    }

    private(set) var literals: [Literal] = []
    private(set) var rules: [Rule] = []
    /// Literals by the hash of their first token, longest first.
    private var index: [UInt64: [Int]] = [:]

    /// Makes a dictionary without entries.
    public init() {}

    /// Whether there are no entries.
    public var isEmpty: Bool { literals.isEmpty && rules.isEmpty }

    /// How many entries there are.
    public var count: Int { literals.count + rules.count }

    mutating func add(_ literal: Literal) {
        let folded = WordTokens.folded(literal.bytes)
        index[WordTokens.hash(folded[WordTokens.token(in: folded, at: 0)]), default: []]
            .append(literals.count)
        literals.append(literal)
    }

    mutating func add(_ rule: Rule) { rules.append(rule) }

    mutating func sortIndex() {
        for key in index.keys {
            index[key]?.sort {
                (literals[$1].bytes.count, $0) < (literals[$0].bytes.count, $1)
            }
        }
    }

    /// The part of a text that matched an entry, and how it is read.
    struct Match: Sendable, Equatable {
        var range: Range<Int>
        var reading: Reading
    }

    /// What the dictionary says of a text: ascending, disjoint.
    ///
    /// - Parameters:
    ///   - taken: Parts that are not to be touched; ascending.
    ///   - skipped: Gets the patterns that took too many steps.
    func matches(
        in text: [UInt8], language: Language, taken: [Range<Int>] = [], skipped: inout [String]
    ) -> [Match] {
        guard !isEmpty else { return [] }
        var matches = index.isEmpty ? [] : literalMatches(in: text, language, taken)
        for rule in rules where rule.language?.matches(language) ?? true {
            let occupied = taken + matches.map(\.range)
            guard let found = rule.pattern.matches(in: text) else {
                skipped.append(rule.pattern.source)
                continue
            }
            for match in found {
                let range = match.range
                if occupied.contains(where: { $0.overlaps(range) }) { continue }
                let reading: Reading
                switch rule.reading {
                case .say(let template): reading = .say(match.expanded(template))
                case .ipa: reading = rule.reading
                }
                matches.append(Match(range: range, reading: reading))
            }
            matches.sort { $0.range.lowerBound < $1.range.lowerBound }
        }
        return matches
    }

    private func literalMatches(
        in text: [UInt8], _ language: Language, _ taken: [Range<Int>]
    ) -> [Match] {
        var matches: [Match] = []
        let folded = WordTokens.folded(text)
        var nextTaken = 0
        var offset = 0
        while offset < text.count {
            while nextTaken < taken.count, taken[nextTaken].upperBound <= offset { nextTaken += 1 }
            let limit = nextTaken < taken.count ? taken[nextTaken].lowerBound : text.count
            if offset >= limit {
                offset = taken[nextTaken].upperBound
                continue
            }
            let token = WordTokens.token(in: text, at: offset)
            if let candidates = index[WordTokens.hash(folded[token])],
                let found = candidates.first(where: {
                    isMatch(literals[$0], text, folded, at: offset, before: limit, language)
                })
            {
                let end = offset + literals[found].bytes.count
                matches.append(Match(range: offset..<end, reading: literals[found].reading))
                offset = end
            } else {
                offset = token.upperBound
            }
        }
        return matches
    }

    private func isMatch(
        _ literal: Literal, _ text: [UInt8], _ folded: [UInt8], at start: Int,
        before limit: Int, _ language: Language
    ) -> Bool {
        let end = start + literal.bytes.count
        guard end <= limit, literal.language?.matches(language) ?? true else { return false }
        let part = literal.matchesCase ? text[start..<end] : folded[start..<end]
        guard part.elementsEqual(literal.bytes) else { return false }
        return !WordTokens.joins(text, at: end)
    }
}

extension SentenceSpeaker {
    /// A part with the dictionary applied; what it says is fixed.
    static func applying(
        _ dictionary: PronunciationDictionary, to part: Passage, _ language: Language,
        skipped: inout [String]
    ) -> Passage {
        let taken = (part.fixed.map(\.range) + part.hints.map(\.range))
            .sorted { $0.lowerBound < $1.lowerBound }
        let matches = dictionary.matches(
            in: part.text.utf8, language: language, taken: taken, skipped: &skipped)
        guard !matches.isEmpty else { return part }
        var edits = TextEdits()
        for match in matches {
            if case .say(let words) = match.reading { edits.replace(match.range, with: words) }
        }
        var result = part
        result.text = part.text.replacing(edits.list)
        let hintRanges = edits.moved(part.hints.map(\.range))
        for (index, range) in hintRanges.enumerated() { result.hints[index].range = range }
        result.fixed = zip(part.fixed, edits.moved(part.fixed.map(\.range))).map {
            Passage.Fixed(range: $1, ipa: $0.ipa)
        }
        var shift = 0
        for match in matches {
            let start = match.range.lowerBound + shift
            switch match.reading {
            case .say(let words):
                let length = words.utf8.count
                shift += length - match.range.count
                if length > 0 {
                    result.fixed.append(Passage.Fixed(range: start..<start + length, ipa: nil))
                }
            case .ipa(let ipa):
                result.fixed.append(
                    Passage.Fixed(range: start..<start + match.range.count, ipa: ipa))
            }
        }
        result.fixed.sort { $0.range.lowerBound < $1.range.lowerBound }
        return result
    }
}
