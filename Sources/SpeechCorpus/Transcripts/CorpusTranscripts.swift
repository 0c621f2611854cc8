/// The texts of a corpus' recordings, from whatever files tell them.
///
/// - LibriSpeech: `*.trans.txt` in the folder of the recordings
/// - LJSpeech: `metadata.csv` in their folder or around `wavs`
/// - Common Voice: `*.tsv` in their folder or around `clips`
/// - a file of the recording's name that ends in `.txt` or `.lab`, with the text alone
///
/// Names are only looked up among the files that were found in the inputs, so no line leads
/// anywhere else.
public struct CorpusTranscripts: Sendable {
    /// What is said in each recording whose text is known, in the order of the files.
    public private(set) var texts: [RecordingText] = []
    /// What is wrong, file by file; of each kind in a file at most ``mostFindings``.
    public private(set) var findings: [TranscriptFinding] = []
    /// How many findings are left out for that.
    public private(set) var furtherFindings = 0
    /// Names of files that may be recordings and whose text nobody tells.
    public private(set) var untold: [String] = []

    /// Findings of a kind that are kept of a file.
    public static let mostFindings = 100

    private let rule: SpeakerRule
    /// Recordings by path without extension, and by path.
    private var recordings: [String: [FoundFile]] = [:]
    private var found: [String: RecordingText] = [:]
    private var counts: [String: Int] = [:]

    /// Looks through files and folders.
    ///
    /// - Throws: ``CorpusError/input(path:reason:)`` for an input that isn't there.
    public init(_ inputs: [String], speaker rule: SpeakerRule = .told) throws(CorpusError) {
        self.rule = rule
        let search = try RecordingSearch(inputs)
        for (name, reason) in search.unreadable { note(.unreadable, name, 0, reason) }
        var (lists, beside, sounds) = ([FoundFile](), [FoundFile](), [FoundFile]())
        for file in search.files {
            if TranscriptFormat(fileName: Self.last(file.path)) != nil {
                lists.append(file)
            } else if file.path.hasSuffix(".txt") || file.path.hasSuffix(".lab") {
                beside.append(file)
            } else {
                sounds.append(file)
                recordings[file.path, default: []].append(file)
                recordings[Self.stem(file.path), default: []].append(file)
            }
        }
        for list in lists { read(list) }
        for file in beside { readBeside(file) }
        for file in sounds {
            if let text = found[file.path] { texts.append(text) } else { untold.append(file.name) }
        }
        (recordings, found, counts) = ([:], [:], [:])
    }

    /// Reads a file with a line for each recording.
    private mutating func read(_ file: FoundFile) {
        guard let format = TranscriptFormat(fileName: Self.last(file.path)) else { return }
        let folder = String(file.path.dropLast(Self.last(file.path).count))
        var columns = TranscriptFormat.Columns()
        let failure = TranscriptLines.read(file.path) { bytes, number in
            guard let bytes else { return note(.tooLong, file.name, number) }
            guard let line = String(validating: bytes, as: UTF8.self) else {
                return note(.notUTF8, file.name, number)
            }
            if line.allSatisfy(\.isWhitespace) { return }
            if format.isTable, number == 1,
                let head = TranscriptFormat.Columns(
                    head: line.split(separator: "\t", omittingEmptySubsequences: false))
            {
                columns = head
                return
            }
            guard let (name, text, speaker) = format.parts(of: line, columns) else {
                return note(.noText, file.name, number, FoundFile.line(String(line.prefix(80))))
            }
            guard Self.isName(name, isPath: format.isTable) else {
                return note(.badName, file.name, number, FoundFile.line(String(name.prefix(80))))
            }
            let those = format.folders.compactMap { self.recordings[folder + $0 + name] }.first
            guard let those else {
                return note(.noRecording, file.name, number, String(name.prefix(80)))
            }
            for recording in those { tell(recording, text, speaker, file, number) }
        }
        if let failure { note(.unreadable, file.name, 0, failure) }
    }

    /// Reads a file with the text of the recording beside it.
    private mutating func readBeside(_ file: FoundFile) {
        // Other texts of a corpus, such as its licence, aren't anybody's.
        guard let those = recordings[Self.stem(file.path)] else { return }
        var (text, first) = ("", 0)
        var isTimed = true
        var trouble: (TranscriptFinding.Kind, Int)?
        let failure = TranscriptLines.read(file.path) { bytes, number in
            guard trouble == nil else { return }
            guard let bytes, text.utf8.count + bytes.count <= TranscriptLines.longest else {
                return trouble = (.tooLong, number)
            }
            guard let line = String(validating: bytes, as: UTF8.self) else {
                return trouble = (.notUTF8, number)
            }
            if line.allSatisfy(\.isWhitespace) { return }
            if first == 0 { first = number }
            let fields = line.split(separator: " ")
            isTimed =
                isTimed && fields.count > 1 && Double(fields[0]) != nil
                && Double(fields[1]) != nil
            text += (text.isEmpty ? "" : " ") + line
        }
        if let failure { return note(.unreadable, file.name, 0, failure) }
        if let (kind, number) = trouble { return note(kind, file.name, number) }
        guard !text.isEmpty else { return note(.noText, file.name, 0) }
        guard !isTimed else { return note(.noSentence, file.name, first) }
        for recording in those { tell(recording, text, nil, file, first) }
    }

    /// Takes what a line tells of a recording.
    private mutating func tell(
        _ recording: FoundFile, _ text: String, _ speaker: String?, _ source: FoundFile, _ line: Int
    ) {
        let words = FoundFile.line(text.replacing("\t", with: " "))
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
        if let other = found[recording.path] {
            if other.text != words {
                note(.duplicate, source.name, line, FoundFile.line(Self.last(recording.path)))
            }
            return
        }
        found[recording.path] = RecordingText(
            path: recording.path, name: recording.name, text: words,
            speaker: rule.speaker(of: recording.path, told: speaker), source: source.name,
            line: line)
    }

    private mutating func note(
        _ kind: TranscriptFinding.Kind, _ source: String, _ line: Int, _ detail: String = ""
    ) {
        let key = "\(kind.rawValue) \(source)"
        counts[key, default: 0] += 1
        guard counts[key, default: 0] <= Self.mostFindings else { return furtherFindings += 1 }
        findings.append(.init(kind: kind, source: source, line: line, detail: detail))
    }

    /// Whether it can be a file's name, or a path below a folder.
    private static func isName(_ name: String, isPath: Bool) -> Bool {
        guard !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else { return false }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (isPath || parts.count == 1)
            && parts.allSatisfy { !$0.isEmpty && $0 != "." && $0 != ".." }
    }

    private static func last(_ path: String) -> String {
        path.split(separator: "/").last.map(String.init) ?? path
    }

    /// A path without the extension of its file.
    private static func stem(_ path: String) -> String {
        let name = last(path)
        guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return path }
        return String(path.dropLast(name.distance(from: dot, to: name.endIndex)))
    }
}

extension TranscriptFormat {
    var isTable: Bool { if case .table = self { true } else { false } }
}
