internal import Glibc
internal import SpeechText

/// Sentences for a teacher to say: what was said in a corpus' recordings, and texts of the user's.
public struct TeacherTexts: Sendable {
    /// A sentence as it is spoken.
    struct Text: Sendable {
        let name: String
        let text: String
    }

    /// Texts that were found.
    let texts: [Text]
    /// Recordings whose texts stay unsaid, since they are kept for tests.
    public let heldOut: Int
    /// What is wrong with files of texts.
    public private(set) var findings: [TranscriptFinding] = []

    /// The largest file of a text that is read, a line at a time.
    private static let mostLines = 10_000_000

    /// Finds texts.
    ///
    /// - Parameters:
    ///   - inputs: Folders with recordings, whose texts are taken as ``CorpusTranscripts`` finds
    ///     them, and files of plain text in UTF-8, each line a paragraph.
    ///   - names: Recordings whose texts are left out, as
    ///     ``CorpusPreparation/run(_:to:heldOut:speech:speaker:goesOn:)`` takes them.
    /// - Throws: ``CorpusError`` for what isn't there or isn't text.
    public init(_ inputs: [String], heldOut names: [String] = []) throws(CorpusError) {
        let folders = inputs.filter { Self.isFolder($0) }
        var texts: [Text] = []
        let search = try RecordingSearch(folders)
        let files = try search.files(without: names)
        heldOut = search.files.count - files.count
        let wanted = Set(files.map(\.path))
        let transcripts = try CorpusTranscripts(folders)
        findings = transcripts.findings
        for text in transcripts.texts where wanted.contains(text.path) {
            texts.append(Text(name: text.name, text: text.text))
        }
        for input in inputs where !Self.isFolder(input) {
            var wrong: String?
            let name = input.split(separator: "/").last.map { FoundFile.line(String($0)) } ?? input
            let failure = TranscriptLines.read(input) { bytes, number in
                guard wrong == nil else { return }
                guard let bytes, number <= Self.mostLines else {
                    return wrong = "line \(number) is longer than a paragraph can be"
                }
                guard let line = String(validating: bytes, as: UTF8.self) else {
                    return wrong = "line \(number) is not UTF-8; it is to be plain text"
                }
                if !line.allSatisfy(\.isWhitespace) {
                    texts.append(Text(name: "\(name):\(number)", text: line))
                }
            }
            if let reason = failure ?? wrong { throw .input(path: input, reason: reason) }
        }
        self.texts = texts
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
