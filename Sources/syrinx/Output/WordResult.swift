import SpeechEvaluation

/// Word error rates as they are printed.
struct WordResult: Encodable {
    /// How many words there are of each kind.
    struct Counts: Encodable {
        let words: Int
        let correct: Int
        let substitutions: Int
        let deletions: Int
        let insertions: Int
        let errors: Int
        /// Errors by words; nil where there are no words.
        let wordErrorRate: Double?

        init(_ counts: WordCounts) {
            words = counts.referenceWords
            correct = counts.correct
            substitutions = counts.substitutions
            deletions = counts.deletions
            insertions = counts.insertions
            errors = counts.errors
            wordErrorRate = counts.errorRate
        }

        /// Such as "14.3 %  3 of 21 words: 2 substituted, 1 left out, 0 added".
        var line: String {
            "\(wordErrorRate?.percentage ?? "-")  \(errors) of \(words) words: "
                + "\(substitutions) substituted, \(deletions) left out, \(insertions) added"
        }
    }

    /// A word that was heard otherwise.
    struct Edit: Encodable {
        let kind: WordEdit.Kind
        /// The word's place in the reference, from 0.
        let position: Int
        let reference: String?
        let hypothesis: String?

        init(_ edit: WordEdit) {
            kind = edit.kind
            position = edit.position
            reference = edit.reference
            hypothesis = edit.hypothesis
        }
    }

    /// A recording.
    struct File: Encodable {
        let file: String
        let reference: String
        let hypothesis: String
        let counts: Counts
        let edits: [Edit]
    }

    /// The bounds of the total's rate.
    struct Interval: Encodable {
        let low: Double
        let high: Double
        let confidence: Double
        let draws: Int
        let seed: UInt64

        init(_ interval: BootstrapInterval, seed: UInt64) {
            low = interval.low
            high = interval.high
            confidence = BootstrapInterval.confidence
            draws = BootstrapInterval.draws
            self.seed = seed
        }
    }

    let recognizer: String
    let files: [File]
    let total: Counts
    let interval: Interval?

    init(_ evaluation: WordEvaluation, by recognizer: String, seed: UInt64) {
        self.recognizer = recognizer
        files = evaluation.scores.map { score in
            File(
                file: score.name, reference: score.reference.joined(separator: " "),
                hypothesis: score.hypothesis.joined(separator: " "),
                counts: Counts(score.counts), edits: score.edits.map(Edit.init))
        }
        total = Counts(evaluation.total)
        interval = evaluation.interval.map { Interval($0, seed: seed) }
    }

    /// A line for each recording, and one for all of them where there are several.
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
        return lines
    }
}
