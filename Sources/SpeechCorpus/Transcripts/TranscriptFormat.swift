/// How a file tells what is said in recordings.
enum TranscriptFormat {
    /// LibriSpeech's `*.trans.txt`: a name, a space, the text.
    case libriSpeech
    /// LJSpeech's `metadata.csv`: `NAME|TEXT|TEXT IN WORDS`, of which the last is taken.
    case ljSpeech
    /// `transcripts.tsv`: a path and a text, divided by a tab; or Common Voice's, whose first line
    /// names the columns `path`, `sentence` and perhaps `client_id`.
    case table

    /// By a file's name; nil for others.
    init?(fileName: String) {
        let name = fileName.lowercased()
        if name.hasSuffix(".trans.txt") {
            self = .libriSpeech
        } else if name == "metadata.csv" {
            self = .ljSpeech
        } else if name.hasSuffix(".tsv") {
            self = .table
        } else {
            return nil
        }
    }

    /// Folders beside the file in which recordings may be.
    var folders: [String] {
        switch self {
        case .libriSpeech: [""]
        case .ljSpeech: ["", "wavs/"]
        case .table: ["", "clips/"]
        }
    }

    /// Where in a table what is.
    struct Columns {
        var name = 0
        var text = 1
        var speaker: Int?

        /// The columns that a first line names; nil where it is no head.
        init?(head fields: [Substring]) {
            let fields = fields.map { $0.lowercased() }
            func index(_ names: [String]) -> Int? {
                names.lazy.compactMap { fields.firstIndex(of: $0) }.first
            }
            guard let name = index(["path", "file", "name", "id"]),
                let text = index(["sentence", "text", "transcript"])
            else { return nil }
            self.name = name
            self.text = text
            speaker = index(["client_id", "speaker_id", "speaker"])
        }

        init() {}
    }

    /// Name, text and speaker of a line; nil where one of the first two is missing.
    func parts(
        of line: String, _ columns: Columns
    ) -> (name: String, text: String, speaker: String?)? {
        let fields: [Substring]
        var columns = columns
        switch self {
        case .libriSpeech:
            fields = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
        case .ljSpeech:
            fields = line.split(separator: "|", maxSplits: 2, omittingEmptySubsequences: false)
            columns.text = fields.count > 2 && !fields[2].allSatisfy(\.isWhitespace) ? 2 : 1
        case .table:
            fields = line.split(separator: "\t", omittingEmptySubsequences: false)
        }
        guard fields.count > max(columns.name, columns.text), !fields[columns.name].isEmpty,
            !fields[columns.text].allSatisfy(\.isWhitespace)
        else { return nil }
        let speaker = columns.speaker.flatMap { $0 < fields.count ? String(fields[$0]) : nil }
        return (
            String(fields[columns.name]), String(fields[columns.text]),
            speaker?.isEmpty == false ? speaker : nil
        )
    }
}
