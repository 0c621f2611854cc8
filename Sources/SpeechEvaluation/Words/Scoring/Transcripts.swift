/// What is said in recordings, from a file with one recording a line.
///
/// Three shapes, told by the first line:
/// - `NAME<TAB>TEXT`;
/// - LJSpeech's `metadata.csv`: `NAME|TEXT|TEXT IN WORDS`, of which the last is taken;
/// - LibriSpeech's `*.trans.txt`: `NAME TEXT`, the name without a space.
public struct Transcripts: Sendable, Equatable {
    /// What messages call the file.
    public let path: String
    /// Texts by the names in the file.
    private let texts: [String: String]

    private enum Shape { case tabs, bars, spaces }

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
    }

    /// The text of a recording, found by its path as given, by its file name, or by that
    /// without its extension.
    public func text(for recording: String) throws(WordScoringError) -> String {
        let file = recording.split(separator: "/").last.map(String.init) ?? recording
        var candidates = [recording, file]
        if let dot = file.lastIndex(of: "."), dot != file.startIndex {
            candidates.append(String(file[..<dot]))
        }
        for name in candidates {
            if let text = texts[name] { return text }
        }
        throw .noTranscript(recording: recording, path: path)
    }

    private static func shape(of line: String) -> Shape {
        if line.contains("\t") { return .tabs }
        let name = line.prefix { $0 != " " }
        return name.contains("|") ? .bars : .spaces
    }

    private static func parts(of line: String, _ shape: Shape) -> (name: String, text: String)? {
        let mark: Character = shape == .tabs ? "\t" : shape == .bars ? "|" : " "
        let fields = line.split(
            separator: mark, maxSplits: shape == .bars ? 2 : 1, omittingEmptySubsequences: false)
        guard fields.count > 1, !fields[0].isEmpty,
            let text = fields.dropFirst().last(where: { !$0.allSatisfy(\.isWhitespace) })
        else { return nil }
        return (String(fields[0]), String(text))
    }
}
