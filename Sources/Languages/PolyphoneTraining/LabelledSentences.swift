internal import FoundationEssentials
public import SpeechText

/// Sentences in each of which people have told how one character is read.
///
/// As in the CPP data set (Park and Lee 2020, https://github.com/kakaobrain/g2pM): a file of
/// sentences, a line each, with the character between two U+2581, and beside it one of readings
/// in Pinyin with tone numbers (`u:` or `v` for ü, 5 the neutral tone, `r5` for
/// 儿 that is no syllable of its own).
public struct LabelledSentences: Sendable {
    /// A sentence and what people said of it.
    public struct Sentence: Sendable, Equatable {
        /// The sentence.
        public var text: String
        /// Where the character stands, in UTF-8 bytes.
        public var place: Int
        /// How it is read.
        public var reading: PinyinSyllable
    }

    /// All of them, in the files' order.
    public var sentences: [Sentence]

    /// Takes files' contents.
    ///
    /// - Parameter name: What errors call the file of sentences.
    /// - Throws: ``LabelError``, with the line that is something else.
    public init(sentences: String, labels: String, named name: String) throws(LabelError) {
        let lines = sentences.split(whereSeparator: \.isNewline)
        let readings = labels.split(whereSeparator: \.isNewline)
        guard lines.count == readings.count else {
            throw LabelError(
                file: name, line: min(lines.count, readings.count) + 1,
                reason: "\(lines.count) sentences have \(readings.count) readings")
        }
        self.sentences = []
        for (index, (line, label)) in zip(lines, readings).enumerated() {
            func failure(_ reason: String) -> LabelError {
                LabelError(file: name, line: index + 1, reason: reason)
            }
            let parts = line.split(separator: "\u{2581}", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1].unicodeScalars.count == 1 else {
                throw failure("there is no single character between two U+2581")
            }
            guard let reading = Self.reading(label) else {
                throw failure("'\(label)' is no Pinyin with a tone number")
            }
            self.sentences.append(
                Sentence(text: parts.joined(), place: parts[0].utf8.count, reading: reading))
        }
        guard !self.sentences.isEmpty else {
            throw LabelError(file: name, line: 1, reason: "there is no sentence")
        }
    }

    private static func reading(_ label: Substring) -> PinyinSyllable? {
        let spelling = label.replacing("u:", with: "v").filter { !$0.isWhitespace }
        guard spelling.last?.isWholeNumber == true else { return nil }
        // 儿 that is a part of the syllable before it.
        return PinyinSyllable(spelling == "r5" ? "er5" : spelling)
    }

    /// Reads a file of sentences and the one of readings beside it, whose name ends with `.lb`
    /// instead of `.sent`.
    public init(at path: String) throws(LabelError) {
        guard path.hasSuffix(".sent") else {
            throw LabelError(file: path, line: 0, reason: "the name doesn't end with .sent")
        }
        let labels = String(path.dropLast(5)) + ".lb"
        func text(_ path: String) throws(LabelError) -> String {
            do {
                return try String(contentsOfFile: path, encoding: .utf8)
            } catch {
                throw LabelError(file: path, line: 0, reason: "can't be read: \(error)")
            }
        }
        try self.init(sentences: text(path), labels: text(labels), named: path)
    }
}

/// What is wrong with a file of sentences. Remedy: as told.
public struct LabelError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The file.
    public var file: String
    /// The line, from 1; 0 for the file as a whole.
    public var line: Int
    /// What is wrong.
    public var reason: String

    /// One line for people.
    public var description: String {
        line > 0 ? "\(file):\(line): \(reason)" : "\(file): \(reason)"
    }
}
