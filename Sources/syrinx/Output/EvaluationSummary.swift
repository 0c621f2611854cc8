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
            var text = "word errors \(words.errorRate.percentage)"
            if let low = words.low, let high = words.high {
                text += " (95 %: \(low.percentage) to \(high.percentage))"
            }
            if let ratio = words.ratio?.ratio {
                text += ", \(ratio.text(decimals: 2)) × recordings"
            }
            figures.append(text)
        }
        if let score = subject.naturalness {
            figures.append("DNSMOS \(score.overall.text(decimals: 2))")
        }
        if let pitch = subject.pitch {
            figures.append(
                "pitch \(pitch.medianHertz.text(decimals: 2)) Hz"
                    + " ± \(pitch.spreadSemitones.text(decimals: 2)) semitones")
        }
        if let speed = subject.speed {
            figures.append(
                "first audio \((speed.firstAudioSeconds.median * 1000).text(decimals: 2)) ms")
            figures.append("RTF \(speed.realTimeFactor.median.text(decimals: 2))")
        }
        if let peak = subject.peakBytes { figures.append("\(peak / 1_000_000) MB") }
        if let nearest = subject.likeness?.neighbours.first {
            figures.append("nearest speaker \(nearest.speaker.visible)")
        }
        if subject.failures > 0 { figures.append("\(subject.failures) with a problem") }
        return figures
    }
}
