/// Subjects by measures.
enum SubjectTable {
    private typealias Subject = EvaluationReport.Subject

    /// A column: what it shows, and which of its figures is the best.
    private struct Column: Sendable {
        let title: String
        /// The unit, or which way is better.
        let hint: String
        let cell: @Sendable (Subject) -> String
        /// The figure, the smaller the better; nil where none is better.
        var cost: @Sendable (Subject) -> Double? = { _ in nil }
    }

    /// The section with the table.
    static func html(_ report: EvaluationReport) -> String {
        let columns = columns(report)
        let best = columns.map { column in
            report.subjects.count > 1 ? report.subjects.compactMap(column.cost).min() : nil
        }
        let heads = columns.map {
            "<th scope=\"col\">\($0.title)<br><small>\($0.hint)</small></th>"
        }.joined()
        let rows = report.subjects.map { subject in
            let cells = zip(columns, best).map { column, best in
                let isBest = best != nil && column.cost(subject) == best
                return "<td\(isBest ? " class=\"best\"" : "")>\(column.cell(subject))</td>"
            }.joined()
            return "<tr><th scope=\"row\">\(HTMLText.escaped(subject.name))"
                + "<br><small>\(subject.kind.rawValue)</small></th>\(cells)</tr>"
        }.joined(separator: "\n")
        return HTMLTable(id: "voices", title: "Voices", style: "figures", corner: "Voice")
            .section(heads: heads, rows: rows)
    }

    /// Those with a figure for somebody.
    private static func columns(_ report: EvaluationReport) -> [Column] {
        let hasPeers = report.subjects.contains { $0.words?.ratio != nil }
        var columns: [Column] = []
        if report.subjects.contains(where: { $0.words != nil }) { columns.append(words) }
        if hasPeers { columns.append(ratio) }
        if report.subjects.contains(where: { $0.naturalness != nil }) { columns += naturalness }
        columns += melody
        if report.subjects.contains(where: { $0.speed != nil }) { columns += times }
        if report.subjects.contains(where: { $0.peakBytes != nil }) { columns.append(memory) }
        columns.append(problems)
        return columns
    }

    private static let words = Column(
        title: "Word errors", hint: "%, less is better",
        cell: { subject in
            HTMLFigure.percent(subject.words?.errorRate)
                + bounds(subject.words?.low, subject.words?.high, HTMLFigure.percent)
        }, cost: { $0.words?.errorRate })

    private static let ratio = Column(
        title: "× recordings", hint: "of word errors",
        cell: { subject in
            guard let ratio = subject.words?.ratio else { return HTMLFigure.none }
            return HTMLFigure.text(ratio.ratio, decimals: 2)
                + bounds(ratio.low, ratio.high ?? .infinity) {
                    $0 == .infinity ? "∞" : HTMLFigure.text($0, decimals: 2)
                }
        })

    private static let naturalness = [
        score("DNSMOS", "overall, 1 to 5") { $0.overall },
        score("P.808", "overall, 1 to 5") { $0.p808 },
        score("Signal", "1 to 5") { $0.signal }, score("Background", "1 to 5") { $0.background },
    ]

    /// What listeners would say, the higher the better.
    private static func score(
        _ title: String, _ hint: String, _ figure: @escaping @Sendable (DNSMOSScore) -> Double
    ) -> Column {
        Column(
            title: title, hint: hint,
            cell: { HTMLFigure.text($0.naturalness.map(figure), decimals: 2) },
            cost: { $0.naturalness.map { -figure($0) } })
    }

    private static let melody = [
        Column(
            title: "Pitch", hint: "median, Hz",
            cell: { HTMLFigure.text($0.pitch?.medianHertz, decimals: 0) }),
        Column(
            title: "Spread", hint: "semitones",
            cell: { subject in
                HTMLFigure.text(subject.pitch?.spreadSemitones, decimals: 1)
                    + "<small>\(HTMLFigure.text(subject.pitch?.sentenceSpreadSemitones, decimals: 1))"
                    + "</small>"
            }),
        Column(
            title: "Pace", hint: "words a minute",
            cell: { HTMLFigure.text($0.wordsPerMinute, decimals: 0) }),
    ]

    private static let times = [
        Column(
            title: "First audio", hint: "ms, median · 95 %",
            cell: { pair($0.speed?.firstAudioSeconds, HTMLFigure.milliseconds) },
            cost: { $0.speed?.firstAudioSeconds.median }),
        Column(
            title: "Real time", hint: "factor, median · 95 %",
            cell: { pair($0.speed?.realTimeFactor) { HTMLFigure.text($0, decimals: 4) } },
            cost: { $0.speed?.realTimeFactor.median }),
    ]

    private static let memory = Column(
        title: "Peak memory", hint: "MB",
        cell: { HTMLFigure.text($0.peakBytes.map { Double($0) / 1e6 }, decimals: 0) },
        cost: { $0.peakBytes.map(Double.init) })

    private static let problems = Column(
        title: "Problems", hint: "sentences", cell: { "\($0.failures)" })

    private static func bounds(
        _ low: Double?, _ high: Double?, _ text: (Double?) -> String
    ) -> String {
        guard let low, let high else { return "" }
        return "<small>\(text(low)) to \(text(high))</small>"
    }

    private static func pair(_ figures: Distribution?, _ text: (Double?) -> String) -> String {
        guard let figures else { return HTMLFigure.none }
        return "\(text(figures.median)) · \(text(figures.p95))"
    }
}
