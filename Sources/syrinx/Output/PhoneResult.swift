import SpeechEvaluation

/// Phone error rates as they are printed.
struct PhoneResult: Encodable {
    /// How many phones there are of each kind.
    struct Counts: Encodable {
        let phones: Int
        let correct: Int
        let substitutions: Int
        let deletions: Int
        let insertions: Int
        let errors: Int
        /// Errors by phones; nil where there are none.
        let phoneErrorRate: Double?

        init(_ counts: WordCounts) {
            phones = counts.referenceWords
            correct = counts.correct
            substitutions = counts.substitutions
            deletions = counts.deletions
            insertions = counts.insertions
            errors = counts.errors
            phoneErrorRate = counts.errorRate
        }

        /// Such as "14.3 %  3 of 21 phones: 2 substituted, 1 left out, 0 added".
        var line: String {
            "\(phoneErrorRate?.percentage ?? "-")  \(errors) of \(phones) phones: "
                + "\(substitutions) substituted, \(deletions) left out, \(insertions) added"
        }
    }

    /// A recording.
    struct File: Encodable {
        let file: String
        let reference: String
        let hypothesis: String
        let counts: Counts
        let edits: [WordResult.Edit]
    }

    /// Beside an earlier run's recordings of the same names.
    struct Comparison: Encodable {
        /// The earlier run's file.
        let against: String
        /// How many recordings both have.
        let recordings: Int
        /// How many times as many errors; nil where that can't be told, as for others without any.
        let ratio: Double?
        /// Bounds of the ratio, 95 %.
        let low: Double?
        /// Nil too where it is infinite.
        let high: Double?

        /// Such as "1.12 times the errors of people.json in 214 recordings (95 %: 1.02 to 1.25)".
        var line: String {
            guard let ratio, let low else {
                return "no ratio to \(against.visible): \(recordings) recordings have the same "
                    + "names, and it takes two, with errors"
            }
            let bound = high.map { $0.text(decimals: 2) } ?? "any"
            return "\(ratio.text(decimals: 2)) times the errors of \(against.visible) in "
                + "\(recordings) recordings (95 %: \(low.text(decimals: 2)) to \(bound))"
        }
    }

    let recognizer: String
    let language: String
    let files: [File]
    let total: Counts
    let interval: WordResult.Interval?
    let comparison: Comparison?

    init(
        _ evaluation: WordEvaluation, by recognizer: String, language: String, seed: UInt64,
        comparison: Comparison?
    ) {
        self.recognizer = recognizer
        self.language = language
        self.comparison = comparison
        files = evaluation.scores.map { score in
            File(
                file: score.name, reference: score.reference.joined(separator: " "),
                hypothesis: score.hypothesis.joined(separator: " "),
                counts: Counts(score.counts), edits: score.edits.map(WordResult.Edit.init))
        }
        total = Counts(evaluation.total)
        interval = evaluation.interval.map { WordResult.Interval($0, seed: seed) }
    }

    /// A line for each recording, one for all of them where there are several, and one for the
    /// comparison.
    var lines: [String] {
        let all = "all \(files.count)"
        let names = files.map(\.file.visible)
        let width = (names + [all]).map(\.count).max() ?? 0
        var lines = zip(names, files).map { name, file in
            name.padded(to: width) + "  " + file.counts.line
        }
        if files.count > 1 {
            var line = all.padded(to: width) + "  " + total.line
            if let interval {
                line += "  (95 %: \(interval.low.percentage) to \(interval.high.percentage))"
            }
            lines.append(line)
        }
        if let comparison { lines.append(comparison.line) }
        return lines
    }
}
