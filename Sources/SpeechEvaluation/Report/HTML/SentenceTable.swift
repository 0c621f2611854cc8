/// Sentences by subjects: players, and what was heard.
enum SentenceTable {
    /// The section with the table.
    static func html(_ report: EvaluationReport) -> String {
        let heads = report.subjects.map {
            "<th scope=\"col\">\(HTMLText.escaped($0.name))</th>"
        }.joined()
        let rows = report.sentences.indices.map { index in
            let sentence = report.sentences[index]
            let cells = report.subjects.map { subject in
                cell(subject.results[index], sentence, of: subject)
            }.joined(separator: "\n")
            return """
                <tr><th scope="row"><small>\(HTMLText.escaped(sentence.id))</small><br>\
                \(HTMLText.escaped(sentence.text))</th>
                \(cells)</tr>
                """
        }.joined(separator: "\n")
        let isHeard = report.subjects.contains { $0.words != nil }
        let marks =
            isHeard
            ? "<p class=\"quiet\">What was heard: <del>said and not heard</del>, "
                + "<ins>heard and not said</ins>.</p>" : ""
        return HTMLTable(
            id: "sentences", title: "Sentences", style: "sentences", corner: "Sentence"
        ).section(heads: heads, rows: rows, lead: marks + "\n")
    }

    private static func cell(
        _ result: EvaluationReport.Result, _ sentence: EvaluationReport.Sentence,
        of subject: EvaluationReport.Subject
    ) -> String {
        var parts: [String] = []
        if let audio = result.audio {
            let name = HTMLText.escaped("\(subject.name) says sentence \(sentence.id)")
            parts.append(
                "<audio controls preload=\"none\" src=\"\(HTMLText.address(audio))\" "
                    + "aria-label=\"\(name)\"></audio>")
        }
        if let problem = result.problem {
            parts.append("<p class=\"problem\">\(HTMLText.escaped(problem))</p>")
        } else if result.heard != nil {
            parts.append("<div>\(HeardWords.html(sentence.words, result.edits))</div>")
        }
        let figures = figures(of: result)
        if !figures.isEmpty {
            parts.append("<small>\(figures.joined(separator: " · "))</small>")
        }
        return "<td>\(parts.joined(separator: "\n"))</td>"
    }

    private static func figures(of result: EvaluationReport.Result) -> [String] {
        var figures: [String] = []
        if let rate = result.errorRate { figures.append("errors \(HTMLFigure.percent(rate)) %") }
        if let score = result.naturalness {
            figures.append("DNSMOS \(HTMLFigure.text(score.overall, decimals: 2))")
        }
        if let median = result.medianHertz, let spread = result.spreadSemitones {
            figures.append(
                "\(HTMLFigure.text(median, decimals: 0)) Hz ± "
                    + "\(HTMLFigure.text(spread, decimals: 1)) semitones")
        }
        if let seconds = result.seconds {
            figures.append("\(HTMLFigure.text(seconds, decimals: 1)) s")
        }
        if let first = result.firstAudioSeconds {
            figures.append("first audio \(HTMLFigure.milliseconds(first)) ms")
        }
        return figures
    }
}
