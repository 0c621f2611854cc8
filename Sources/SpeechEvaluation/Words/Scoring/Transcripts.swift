/// What is said in recordings, from a file with one recording a line.
///
/// Four shapes, told by the first line:
/// - `NAME<TAB>TEXT`;
/// - Common Voice's: a first line that names columns, among them `path` and `sentence` (or `text`),
///   tabs between them;
/// - LJSpeech's `metadata.csv`: `NAME|TEXT|TEXT IN WORDS`, of which the last is taken;
/// - LibriSpeech's `*.trans.txt`: `NAME TEXT`, the name without a space.
public struct Transcripts: Sendable, Equatable {
    /// What messages call the file.
    public let path: String
    /// Texts by the names in the file.
    private let texts: [String: String]
    /// The same by the names without extension; nil where two differ.
    private let stems: [String: String?]

    private enum Shape: Equatable {
        case tabs, bars, spaces
        case table(name: Int, text: Int)
    }

    /// Reads a file's bytes.
    public init(_ bytes: [UInt8], path: String) throws(WordScoringError) {
        self.path = path
        var texts: [String: String] = [:]
        var shape: Shape?
        var number = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
            number += 1
            guard var text = String(validating: line, as: UTF8.self) else {
                throw .transcriptLine(path: path, line: number, reason: "it is not UTF-8")
            }
            if number == 1, text.unicodeScalars.first == "\u{FEFF}" {
                text.unicodeScalars.removeFirst()
            }
            if text.unicodeScalars.last == "\r" { text.unicodeScalars.removeLast() }
            if text.allSatisfy(\.isWhitespace) { continue }
            if shape == nil, let table = Self.table(head: text) {
                shape = table
                continue
            }
            let known = shape ?? Self.shape(of: text)
            shape = known
            guard let (name, said) = Self.parts(of: text, known) else {
                throw .transcriptLine(path: path, line: number, reason: "it has no name or no text")
            }
            if let other = texts[name], other != said {
                throw .transcriptLine(
                    path: path, line: number, reason: "'\(name.prefix(80))' has another text before"
                )
            }
            texts[name] = said
        }
        guard !texts.isEmpty else { throw .noTranscripts(path: path) }
        self.texts = texts
        stems = texts.reduce(into: [:]) { stems, entry in
            let stem = Self.stem(of: entry.key)
            let isOther = stems[stem].map { $0 != entry.value } ?? false
            stems[stem] = .some(isOther ? nil : entry.value)
        }
    }

    /// The text of a recording, found by its path as given, by its file name, or by that
    /// without its extension, whatever extension the file of texts has.
    public func text(for recording: String) throws(WordScoringError) -> String {
        let file = recording.split(separator: "/").last.map(String.init) ?? recording
        let stem = Self.stem(of: file)
        for name in [recording, file, stem] {
            if let text = texts[name] { return text }
        }
        if case .some(.some(let text)) = stems[stem] { return text }
        throw .noTranscript(recording: recording, path: path)
    }

    /// A name without its extension.
    private static func stem(of name: String) -> String {
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return name }
        return String(name[..<dot])
    }

    /// The columns that a first line names; nil where it is no head.
    private static func table(head line: String) -> Shape? {
        let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            .map { $0.lowercased() }
        guard let name = fields.firstIndex(of: "path"),
            let text = fields.firstIndex(where: { $0 == "sentence" || $0 == "text" })
        else { return nil }
        return .table(name: name, text: text)
    }

    private static func shape(of line: String) -> Shape {
        if line.contains("\t") { return .tabs }
        let name = line.prefix { $0 != " " }
        return name.contains("|") ? .bars : .spaces
    }

    private static func parts(of line: String, _ shape: Shape) -> (name: String, text: String)? {
        if case .table(let name, let text) = shape {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            guard fields.count > max(name, text), !fields[name].isEmpty,
                !fields[text].allSatisfy(\.isWhitespace)
            else { return nil }
            return (String(fields[name]), String(fields[text]))
        }
        let mark: Character = shape == .tabs ? "\t" : shape == .bars ? "|" : " "
        let fields = line.split(
            separator: mark, maxSplits: shape == .bars ? 2 : 1, omittingEmptySubsequences: false)
        guard fields.count > 1, !fields[0].isEmpty,
            let text = fields.dropFirst().last(where: { !$0.allSatisfy(\.isWhitespace) })
        else { return nil }
        return (String(fields[0]), String(text))
    }
}
