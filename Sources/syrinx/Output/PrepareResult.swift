import SpeechCorpus
import SpeechEngine
import SpeechSchedule

/// What came of recordings: the object that `prepare --json` prints, or lines.
struct PrepareResult: Encodable {
    let report: CorpusReport
    let output: String
    let elapsed: Duration

    /// Names that are told of each reason; all are in the JSON.
    private static let mostNames = 5

    private enum Key: String, CodingKey {
        case output, clips, limited, bytes, heldOut, unread, rejected, reasons, alignment
        case audioSeconds, elapsedSeconds, peakRssBytes
    }

    private struct Rejected: Encodable {
        let name: String
        let reason: String
        let seconds: Double
        let detail: String
    }

    private struct Reason: Encodable {
        let reason: String
        let count: Int
        let seconds: Double
    }

    func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: Key.self)
        try fields.encode(output, forKey: .output)
        try fields.encode(report.clips, forKey: .clips)
        try fields.encode(report.limited, forKey: .limited)
        try fields.encode(report.bytes, forKey: .bytes)
        try fields.encode(report.heldOut, forKey: .heldOut)
        try fields.encodeIfPresent(report.alignment, forKey: .alignment)
        try fields.encode(report.unread, forKey: .unread)
        try fields.encode(Self.rounded(report.seconds), forKey: .audioSeconds)
        try fields.encode(Self.rounded(elapsed / .seconds(1)), forKey: .elapsedSeconds)
        try fields.encode(ProcessMemory.peak() ?? 0, forKey: .peakRssBytes)
        let rejected = report.rejected.map {
            Rejected(
                name: $0.name, reason: $0.rejection.reason.rawValue,
                seconds: Self.rounded($0.rejection.seconds), detail: $0.rejection.detail)
        }
        try fields.encode(rejected, forKey: .rejected)
        let reasons = report.reasons.map {
            Reason(
                reason: $0.reason.rawValue, count: $0.count, seconds: Self.rounded($0.seconds))
        }
        try fields.encode(reasons, forKey: .reasons)
    }

    /// For people.
    var lines: [String] {
        var lines = [
            "\(report.clips) clips, \(ProgressLine.clock(report.seconds)), "
                + "\(ByteCount.text(report.bytes)): \(output)"
        ]
        if report.limited > 0 {
            lines.append("\(report.limited) of them below the level, so that no peak is cut")
        }
        if report.heldOut > 0 { lines.append("\(report.heldOut) recordings held out for tests") }
        if let alignment = report.alignment { lines += Self.lines(alignment) }
        for (reason, count, seconds) in report.reasons {
            lines.append("left out: \(count) \(reason.words), \(ProgressLine.clock(seconds))")
            let those = report.rejected.filter { $0.rejection.reason == reason }
            for file in those.prefix(Self.mostNames) {
                let detail = file.rejection.detail
                lines.append("  \(file.name)" + (detail.isEmpty ? "" : ": \(detail)"))
            }
            if count > Self.mostNames {
                lines.append("  and \(count - Self.mostNames) more; --json names all")
            }
        }
        if report.unread > 0 {
            lines.append(
                "the package is full: \(report.unread) files were not read; those that were are "
                    + "spread evenly over all")
        }
        return lines
    }

    private static func lines(_ report: AlignmentReport) -> [String] {
        var lines = ["\(report.aligned) of \(report.texts) texts aligned"]
        for reason in AlignmentRejection.Reason.allCases {
            let those = report.rejected.filter { $0.rejection.reason == reason }
            guard !those.isEmpty else { continue }
            lines.append("not aligned: \(those.count) \(reason.rawValue)")
            for one in those.prefix(mostNames) {
                let detail = one.rejection.detail
                lines.append("  \(one.name)" + (detail.isEmpty ? "" : ": \(detail)"))
            }
            if those.count > mostNames {
                lines.append("  and \(those.count - mostNames) more; --json names all")
            }
        }
        for finding in report.findings.prefix(mostNames) {
            lines.append("text: \(finding.source):\(finding.line): \(finding.kind.rawValue)")
        }
        let further = report.findings.count - mostNames + report.furtherFindings
        if further > 0 { lines.append("  and \(further) more; --json names most") }
        return lines
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

extension Rejection.Reason {
    /// For people.
    fileprivate var words: String {
        switch self {
        case .noRecording: "that are no recordings"
        case .broken: "broken or unreadable"
        case .tooShort: "too short"
        case .tooLong: "too long"
        case .clipped: "clipped"
        case .silent: "nearly silent"
        case .noRoom: "without room in the package"
        }
    }
}
