import SpeechEvaluation

/// A report in a few lines for a terminal.
struct EvaluationSummary {
    let report: EvaluationReport

    init(_ report: EvaluationReport) { self.report = report }

    /// A line for each subject, its most telling figures.
    var lines: [String] {
        let names = report.subjects.map(\.name.visible)
        let width = names.map(\.count).max() ?? 0
        return zip(names, report.subjects).map { name, subject in
            ([name.padded(to: width)] + Self.figures(of: subject)).joined(separator: "  ")
        }
    }

    private static func figures(of subject: EvaluationReport.Subject) -> [String] {
        var figures: [String] = []
        if let words = subject.words {
            var text = "word errors \(percent(words.errorRate))"
            if let low = words.low, let high = words.high {
                text += " (95 %: \(percent(low)) to \(percent(high)))"
            }
            if let ratio = words.ratio { text += ", \(decimal(ratio.ratio)) × recordings" }
            figures.append(text)
        }
        if let score = subject.naturalness { figures.append("DNSMOS \(decimal(score.overall))") }
        if let pitch = subject.pitch {
            figures.append(
                "pitch \(decimal(pitch.medianHertz)) Hz ± \(decimal(pitch.spreadSemitones)) semitones"
            )
        }
        if let speed = subject.speed {
            figures.append("first audio \(decimal(speed.firstAudioSeconds.median * 1000)) ms")
            figures.append("RTF \(decimal(speed.realTimeFactor.median))")
        }
        if let peak = subject.peakBytes { figures.append("\(peak / 1_000_000) MB") }
        if let nearest = subject.likeness?.neighbours.first {
            figures.append("nearest speaker \(nearest.speaker.visible)")
        }
        if subject.failures > 0 { figures.append("\(subject.failures) with a problem") }
        return figures
    }

    private static func percent(_ rate: Double) -> String {
        let tenths = Int((rate * 1000).rounded())
        return "\(tenths / 10).\(tenths % 10) %"
    }

    /// With two decimals.
    private static func decimal(_ figure: Double) -> String {
        let hundredths = Int((figure * 100).rounded())
        let fraction = hundredths % 100
        return "\(hundredths / 100).\(fraction < 10 ? "0" : "")\(fraction)"
    }
}
