import SpeechEvaluation

/// Recognised tones as they are printed.
struct ToneResult: Encodable {
    /// A speaker's syllables.
    struct Speaker: Encodable {
        let folder: String
        /// Whether these are the syllables that weren't learnt from of the speaker who was.
        let isHeldOut: Bool
        let syllables: Int
        let correct: Int
        /// Nil without syllables, as the bounds.
        let accuracy: Double?
        let low: Double?
        let high: Double?
        /// How many times the accuracy of the recordings that weren't learnt from.
        let ratio: Double?
        /// Rows: what is said; columns: what was recognised, tone 1 first.
        let confusion: [[Int]]
        /// Syllables without a voice, by tone.
        let voiceless: [Int]

        init(
            _ folder: String, _ evaluation: ToneEvaluation, isLearnt: Bool,
            reference: ToneEvaluation
        ) {
            self.folder = folder
            isHeldOut = isLearnt
            syllables = evaluation.count
            correct = evaluation.correct
            accuracy = evaluation.accuracy
            low = evaluation.interval?.low
            high = evaluation.interval?.high
            ratio =
                if let own = evaluation.accuracy, let theirs = reference.accuracy, theirs > 0 {
                    own / theirs
                } else { nil }
            confusion = evaluation.confusion
            voiceless = evaluation.voiceless
        }

        /// Such as "91.2 %  768 of 842 syllables (95 %: 89.1 % to 92.9 %)".
        var line: String {
            guard let accuracy, let low, let high else { return "no syllable" }
            return "\(accuracy.percentage)  \(correct) of \(syllables) syllables "
                + "(95 %: \(low.percentage) to \(high.percentage))"
        }

        /// Such as "tone 2: 3 taken for 1, 12 for 3"; of tones that were all recognised nothing.
        var mistakes: [String] {
            confusion.indices.compactMap { said in
                var parts = confusion[said].indices.compactMap { heard in
                    heard != said && confusion[said][heard] > 0
                        ? "\(confusion[said][heard]) taken for \(heard + 1)" : nil
                }
                if voiceless[said] > 0 { parts.append("\(voiceless[said]) without a voice") }
                guard !parts.isEmpty else { return nil }
                let all = confusion[said].reduce(voiceless[said], +)
                return "  tone \(said + 1), \(all): " + parts.joined(separator: ", ")
            }
        }
    }

    /// Syllables that were learnt from.
    let learnt: Int
    let speakers: [Speaker]

    /// A line for each speaker, with one for each tone that was mistaken.
    var lines: [String] {
        speakers.flatMap { speaker -> [String] in
            let name =
                speaker.folder.visible
                + (speaker.isHeldOut ? ", not learnt from (\(learnt) were)" : "")
            var line = name + "  " + speaker.line
            if !speaker.isHeldOut, let ratio = speaker.ratio {
                line += "  \(ratio.text(decimals: 2)) times the recordings'"
            }
            return [line] + speaker.mistakes
        }
    }
}
