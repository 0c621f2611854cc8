/// The sentences over which voices are judged, in the order of their file.
///
/// A line is `ID<TAB>TEXT`, or the text alone, which is then called by its number; the first line
/// that isn't blank tells which. Blank lines are passed over.
public struct SentenceList: Sendable, Equatable {
    /// A sentence.
    public struct Sentence: Sendable, Equatable {
        /// What reports call it; with recordings, the path of the one that says it.
        public let id: String
        /// What is said, as it is given to a voice.
        public let text: String
        /// Its words as they are compared, of which there is one at least.
        public let words: [String]
    }

    /// The sentences, of which there is one at least, each with an ID of its own.
    public let sentences: [Sentence]

    /// The most sentences of a list.
    public static let most = 5000
    /// The longest line, in bytes: a sentence, not a document.
    public static let longestLine = 4000

    /// Reads a file's bytes.
    ///
    /// - Parameter path: What messages call the file.
    public init(_ bytes: [UInt8], path: String) throws(SentenceListError) {
        var sentences: [Sentence] = []
        var numbers: [String: Int] = [:]
        var hasIDs: Bool?
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            func refused(_ reason: String) -> SentenceListError {
                .line(path: path, line: number, reason: reason)
            }
            guard line.count <= Self.longestLine else {
                throw refused("it is longer than \(Self.longestLine) bytes; divide it")
            }
            guard var text = String(validating: line, as: UTF8.self) else {
                throw refused("it is not UTF-8; convert the file")
            }
            if number == 1, text.unicodeScalars.first == "\u{FEFF}" {
                text.unicodeScalars.removeFirst()
            }
            text = Self.trimmed(text)
            if text.isEmpty { continue }
            let isTabbed = text.contains("\t")
            hasIDs = hasIDs ?? isTabbed
            guard isTabbed == hasIDs else {
                throw refused(
                    isTabbed
                        ? "it has a tab, and the lines before have no IDs"
                        : "it has no tab between ID and text, as the lines before have")
            }
            var id = "\(sentences.count + 1)"
            if let tab = text.firstIndex(of: "\t") {
                id = Self.trimmed(String(text[..<tab]))
                text = Self.trimmed(String(text[text.index(after: tab)...]))
            }
            guard !id.isEmpty, !text.isEmpty else { throw refused("it has no ID or no text") }
            guard !text.contains("\t") else { throw refused("it has more than one tab") }
            if let other = numbers.updateValue(number, forKey: id) {
                throw refused(
                    "'\(id.prefix(80))' is the ID of line \(other) too; give each its own")
            }
            guard sentences.count < Self.most else {
                throw refused("a list has at most \(Self.most) sentences; divide it")
            }
            sentences.append(
                Sentence(id: id, text: text, words: try Self.words(of: text, in: path, number)))
        }
        guard !sentences.isEmpty else { throw .empty(path: path) }
        self.sentences = sentences
    }

    private static func words(
        of text: String, in path: String, _ line: Int
    ) throws(SentenceListError) -> [String] {
        do throws(WordScoringError) {
            return try WordScore.reference(text, of: "the sentence")
        } catch {
            throw .line(path: path, line: line, reason: error.description)
        }
    }

    private static func trimmed(_ text: String) -> String {
        let front = text.drop { $0 == " " || $0 == "\r" }
        let tail = front.reversed().drop { $0 == " " || $0 == "\r" || $0 == "\r\n" }
        return String(tail.reversed())
    }
}

/// Why a list of sentences can't be used; a case for each remedy.
public enum SentenceListError: Error, Sendable, Equatable {
    /// There is no sentence in it. Remedy: the right file.
    case empty(path: String)
    /// A line is no sentence, or one that was there before. Remedy: correct it.
    case line(path: String, line: Int, reason: String)
}

extension SentenceListError: CustomStringConvertible {
    /// What is wrong and what helps.
    public var description: String {
        switch self {
        case .empty(let path):
            "\(path) has no sentence; give a file with ID, a tab and a text on each line, or with a "
                + "text on each line"
        case .line(let path, let line, let reason): "\(path), line \(line): \(reason)"
        }
    }
}
