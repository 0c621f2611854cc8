/// What a reader must know to read the figures.
enum ReportConditions {
    /// Where the figures come from.
    static func line(_ report: EvaluationReport) -> String {
        let conditions = report.conditions
        let level = conditions.level.map { ["DNSMOS at \($0) dBov"] } ?? []
        let parts =
            [
                "\(report.sentences.count) sentences", conditions.recognizer ?? "no recogniser",
                "profile \(conditions.profile)", "seed \(conditions.seed)",
            ] + level + [conditions.machine, conditions.date]
        return parts.map(HTMLText.escaped).joined(separator: " · ")
    }

    /// What was left out; nothing where all went as asked.
    static func notes(_ notes: [String]) -> String {
        guard !notes.isEmpty else { return "" }
        let items = notes.map { "<li>\(HTMLText.escaped($0))</li>" }.joined(separator: "\n")
        return """
            <section aria-labelledby="notes">
            <h2 id="notes">Left out, or otherwise than asked</h2>
            <ul>
            \(items)
            </ul>
            </section>
            """
    }

    /// What the measures mean.
    static func legend(_ report: EvaluationReport) -> String {
        var items = [
            "<b>Word errors</b>: what a recogniser heard otherwise, by the words of the text, over "
                + "all sentences, with the bounds that chance in the choice of sentences leaves "
                + "(95 % of \(BootstrapInterval.draws) draws). A recogniser is no person: its rates "
                + "are for comparing what is judged alike. A sentence with a problem counts as not "
                + "understood at all.",
            "<b>× recordings</b>: how many times the errors of the recordings of the same "
                + "sentences, with bounds from draws that keep the pairs.",
            "<b>DNSMOS</b>: what listeners would say, from 1 (bad) to 5 (excellent), as a network "
                + "foretells it that learnt from recordings with noise. Sentences of less than 9 s "
                + "are repeated until they fill its window. "
                + (report.conditions.level == nil
                    ? "Softer speech scores a little higher."
                    : "Everything is brought to one active level (ITU-T P.56) before, since softer "
                        + "speech scores a little higher."),
            "<b>Pitch</b>: the median of F0 in frames with speech; its spread (standard deviation) "
                + "over all sentences and, below, the mean of the sentences' own, which doesn't grow "
                + "where several people speak.",
            "<b>First audio, real time</b>: from the request to the first samples, and to the last "
                + "by the length of the audio, in one process with everything loaded, one sentence "
                + "at a time. <b>Peak memory</b>: of a <code>syrinx say</code> of its own that "
                + "speaks all sentences to a file.",
        ]
        if !report.speakers.isEmpty {
            items.append(
                "<b>Distance</b>: \(HTMLText.escaped(VoiceDistance.explanation)) The second figure "
                    + "is how far halves of the speaker's own recordings are from each other.")
        }
        return """
            <section aria-labelledby="legend">
            <h2 id="legend">What the figures mean</h2>
            <ul>
            \(items.map { "<li>\($0)</li>" }.joined(separator: "\n"))
            </ul>
            </section>
            """
    }
}
