/// Subjects by the speakers that they are compared with.
enum SpeakerTable {
    /// The section with the table; nothing without speakers.
    static func html(_ report: EvaluationReport) -> String {
        guard !report.speakers.isEmpty else { return "" }
        let heads = report.speakers.map { speaker in
            "<th scope=\"col\">\(HTMLText.escaped(speaker.name))<br><small>"
                + "\(HTMLFigure.text(speaker.ownDistance, decimals: 3))</small></th>"
        }.joined()
        let rows = report.subjects.map { subject in
            let cells = report.speakers.map { speaker in
                cell(of: speaker.name, subject.likeness)
            }.joined()
            return "<tr><th scope=\"row\">\(HTMLText.escaped(subject.name))</th>\(cells)</tr>"
        }.joined(separator: "\n")
        return HTMLTable(
            id: "speakers", title: "Distance from speakers", style: "figures", corner: "Voice"
        ).section(heads: heads, rows: rows)
    }

    private static func cell(of speaker: String, _ likeness: EvaluationReport.Likeness?) -> String {
        guard let likeness,
            let place = likeness.neighbours.firstIndex(where: { $0.speaker == speaker })
        else { return "<td>\(HTMLFigure.none)</td>" }
        let isOwn = likeness.ownRank == place + 1
        var text = HTMLFigure.text(likeness.neighbours[place].distance, decimals: 3)
        if place == 0 { text += "<small>nearest</small>" }
        if isOwn { text += "<small>its own speaker</small>" }
        return "<td\(place == 0 ? " class=\"best\"" : "")>\(text)</td>"
    }
}
