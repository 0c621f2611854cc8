import SpeechCorpus
import SpeechEngine

/// What came of texts that teachers said: the object that `prepare --teacher --json` prints, or
/// lines.
struct TeacherResult: Encodable {
    let report: TeacherReport
    let findings: [TranscriptFinding]
    let output: String
    let elapsed: Duration

    /// Names that are told of each reason; all are in the JSON.
    private static let mostNames = 5

    private enum Key: String, CodingKey {
        case output, teacher, findings, elapsedSeconds
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(output, forKey: .output)
        try fields.encode(report, forKey: .teacher)
        try fields.encode(findings, forKey: .findings)
        try fields.encode(elapsed / .seconds(1), forKey: .elapsedSeconds)
    }

    /// For people.
    var lines: [String] {
        var lines = [
            "\(report.clips) clips of \(report.sentences) sentences, "
                + "\(ProgressLine.clock(report.seconds)), \(ByteCount.text(report.bytes)): "
                + output,
            "\(report.phonemes) phonemes; \(report.changed) of them are said otherwise than the "
                + "text's front end has them, and stand as they are said",
        ]
        if report.limited > 0 {
            lines.append("\(report.limited) clips below the level, so that no peak is cut")
        }
        if report.heldOut > 0 {
            lines.append("\(report.heldOut) recordings' texts held out for tests")
        }
        if report.wordless > 0 { lines.append("\(report.wordless) texts without words") }
        if !report.rejected.isEmpty {
            lines.append("left out: \(report.rejected.count) clips")
            for one in report.rejected.prefix(Self.mostNames) {
                lines.append("  \(one.name): \(one.reason)")
            }
            if report.rejected.count > Self.mostNames {
                lines.append(
                    "  and \(report.rejected.count - Self.mostNames) more; --json names all")
            }
        }
        if report.untried > 0 {
            lines.append("the package is full: \(report.untried) clips were not made")
        }
        for finding in findings.prefix(Self.mostNames) {
            lines.append("text: \(finding.source):\(finding.line): \(finding.kind.rawValue)")
        }
        return lines
    }
}
