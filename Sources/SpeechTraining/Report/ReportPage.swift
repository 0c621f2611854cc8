/// Trainings as one HTML file: curves, figures, recipes, pictures and sounds. It holds all that it
/// shows and runs no script.
public struct ReportPage: Sendable {
    /// The most trainings that colours and letters tell apart.
    public static let mostTrainings = 8

    private let trainings: [TrainingRecord]
    private let charts: [ReportChart]

    /// - Parameters:
    ///   - trainings: One to ``mostTrainings``, which are laid over each other.
    ///   - smoothing: Steps that losses are averaged over; nil: a fiftieth of a training's.
    public init(_ trainings: [TrainingRecord], smoothing: Double? = nil) {
        precondition((1...Self.mostTrainings).contains(trainings.count))
        self.trainings = trainings
        charts = ReportChart.all(of: trainings.map(\.losses), smoothing: smoothing)
    }

    /// Bytes of pictures and sounds, before they are written as text.
    public var mediaBytes: Int { trainings.flatMap(\.clips).reduce(0) { $0 + $1.byteCount } }

    /// What a training is called in pictures.
    static func letter(_ training: Int) -> String {
        String(UnicodeScalar(UInt8(ascii: "A") + UInt8(training)))
    }

    /// The file.
    public var html: String {
        let title = trainings.map(\.path).joined(separator: ", ").escaped
        return """
            <!doctype html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta http-equiv="Content-Security-Policy" \
            content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; media-src data:">
            <title>Training: \(title)</title>
            <style>
            \(Self.style)
            </style></head><body>
            <header><h1>Training</h1></header>
            <main>
            \(summary)\(heldOutTable)\(curves)\(samples)\(recipes)\(notes)</main>
            </body></html>

            """
    }

    /// Writes the file; its name is there when it is complete.
    ///
    /// - Returns: Its bytes.
    public func write(to path: String) throws(TrainingError) -> Int {
        let bytes = Array(html.utf8)
        try TrainingFile.write(bytes, to: path)
        return bytes.count
    }

    // MARK: Figures

    private var summary: String {
        let rows = trainings.enumerated().map { number, training in
            let log = training.losses
            func last(_ name: String) -> Double { log.series(name)?.points.last?.value ?? .nan }
            let time = last("seconds")
            return [
                key(number) + " " + training.path.escaped, training.network,
                "\(log.lastStep)", training.savedStep.map { "\($0)" } ?? "–",
                time.isFinite ? String(seconds: time) : "–",
                String(figure: last("steps per second")), String(figure: last("learning rate")),
            ]
        }
        return "<section><h2>Trainings</h2>\n"
            + table(
                "What is compared",
                [
                    "Training", "Network", "Steps", "Saved at", "Trained for", "Steps per second",
                    "Learning rate",
                ], rows) + "</section>\n"
    }

    /// Held-out losses as last measured, and the least of each.
    private var heldOutTable: String {
        let rows = charts.compactMap { chart -> [String]? in
            let held = chart.curves.filter(\.isHeldOut)
            guard !held.isEmpty else { return nil }
            return [chart.name.escaped]
                + trainings.indices.map { number in
                    guard let points = held.first(where: { $0.training == number })?.points,
                        let last = points.last, let best = points.min(by: { $0.value < $1.value })
                    else { return "–" }
                    let (now, least) = (String(figure: last.value), String(figure: best.value))
                    return now == least
                        ? now : "\(now) <small>(least \(least) at \(best.step))</small>"
                }
        }
        guard !rows.isEmpty else { return "" }
        return "<section><h2>Recordings held out</h2>\n"
            + table(
                "Measured at the last saving, on recordings that training doesn't see",
                ["Measure"] + trainings.indices.map { key($0) }, rows) + "</section>\n"
    }

    // MARK: Curves

    private var curves: String {
        let figures = charts.enumerated().map { number, chart in
            let pictures: String
            if chart.allowsLogarithm {
                pictures =
                    chart.svg(id: "g\(number)", isLogarithmic: true, style: "log")
                    + chart.svg(id: "l\(number)", isLogarithmic: false, style: "linear")
            } else {
                pictures = chart.svg(id: "l\(number)", isLogarithmic: false, style: "")
            }
            return """
                <figure><figcaption>\(chart.name.escaped)</figcaption>
                \(pictures)<details><summary>As a table</summary>
                \(points(of: chart))</details></figure>

                """
        }
        return """
            <section><h2>Curves</h2>
            <form>
            <fieldset><legend>Values</legend>
            <label><input type="radio" name="axis" checked> logarithmic</label>
            <label><input type="radio" name="axis" id="linear"> linear, without the beginning</label>
            </fieldset>
            <label><input type="checkbox" id="plain"> smoothed only</label>
            </form>
            <p class="legend">\(legend)</p>
            <div class="charts">
            \(figures.joined())</div></section>

            """
    }

    private var legend: String {
        let names = trainings.enumerated().map { number, training in
            "<span>\(key(number)) \(training.path.escaped)</span>"
        }
        return names.joined(separator: " ")
            + """
             <span><svg class="sample" viewBox="0 0 36 10" aria-hidden="true"><path class="smooth" \
            d="M0 5H36"/></svg> while learning, smoothed</span> \
            <span><svg class="sample" viewBox="0 0 36 10" aria-hidden="true"><path class="raw" \
            d="M0 5H36"/></svg> as reported</span> \
            <span><svg class="sample" viewBox="0 0 36 10" aria-hidden="true"><path class="held" \
            d="M0 5H36"/><circle class="held" r="3" cx="18" cy="5"/></svg> held out, at each \
            saving</span>
            """
    }

    /// A chart's values at a dozen steps.
    private func points(of chart: ReportChart) -> String {
        let count = 12
        let last = chart.lastStep
        let ends = Set(chart.curves.compactMap(\.points.last?.step))
        let even = (1...count).map { last / count * $0 + last % count * $0 / count }
        let steps = Set(even).union(ends).filter { $0 > 0 || last == 0 }.sorted()
        return table(
            "\(chart.name.escaped): smoothed, or as measured last",
            ["Step"]
                + chart.curves.map { key($0.training) + ($0.isHeldOut ? " held out" : "") },
            steps.map { step in
                ["\(step)"]
                    + chart.curves.map {
                        $0.points.value(at: step).map { String(figure: $0) } ?? "–"
                    }
            })
    }

    // MARK: What it sounds like, and what it was made with

    private var samples: String {
        let parts = trainings.enumerated().map { number, training in
            training.clips.map { clip in sample(clip, of: number) }.joined()
        }
        guard parts.contains(where: { !$0.isEmpty }) else { return "" }
        return """
            <section><h2>Last saving</h2>
            <div class="samples">
            \(parts.joined())</div></section>

            """
    }

    private func sample(_ clip: ClipExhibit, of training: Int) -> String {
        let name = "Recording \(clip.number) of \(Self.letter(training))"
        // As the trainings draw them.
        let isVocoder = clip.made != nil || clip.recording != nil
        let rows =
            isVocoder
            ? "above the recording, below what the vocoder makes of its spectrum"
            : "from the top: the recording, what the model makes of it with its own durations and "
                + "pitch, and what it makes of the phonemes alone"
        var html = "<figure><figcaption>\(key(training)) recording \(clip.number)</figcaption>\n"
        if let picture = clip.picture {
            html += """
                <div class="wide" tabindex="0" role="group" aria-label="\(name), spectrogram">\
                <img src="\(picture.address)" alt="\(name), spectrogram; \(rows)"></div>
                <p>\(rows.prefix(1).uppercased())\(rows.dropFirst()).</p>

                """
        }
        for (label, sound) in [("recording", clip.recording), ("made", clip.made)] {
            guard let sound else { continue }
            html += """
                <label class="sound"><span>\(label)</span><audio controls preload="metadata" \
                aria-label="\(name), \(label)" src="\(sound.address)"></audio></label>

                """
        }
        return html + "</figure>\n"
    }

    private var recipes: String {
        var names = Set(trainings.flatMap { $0.recipe.map(\.name) }).sorted()
        guard !names.isEmpty else { return "" }
        let values = trainings.map { training in
            Dictionary(training.recipe.map { ($0.name, $0.value) }) { first, _ in first }
        }
        func differs(_ name: String) -> Bool {
            Set(values.filter { !$0.isEmpty }.map { $0[name] }).count > 1
        }
        // What tells them apart comes first.
        names = names.filter(differs) + names.filter { !differs($0) }
        let rows = names.map { name in
            [differs(name) ? "<strong>\(name.escaped)</strong> differs" : name.escaped]
                + values.map { ($0[name] ?? "–").escaped }
        }
        return "<section><h2>Recipe</h2>\n"
            + table(
                "Settings of the last checkpoint", ["Setting"] + trainings.indices.map { key($0) },
                rows) + "</section>\n"
    }

    private var notes: String {
        let lines = trainings.flatMap(\.notes)
        guard !lines.isEmpty else { return "" }
        return "<section><h2>Left out</h2><ul>"
            + lines.map { "<li>\($0.escaped)</li>" }.joined() + "</ul></section>\n"
    }

    // MARK: Parts

    /// A training's letter in its colour.
    private func key(_ training: Int) -> String {
        "<b class=\"key c\(training)\">\(Self.letter(training))</b>"
    }

    /// A table of cells that are HTML; the first of each row is its head.
    private func table(_ caption: String, _ heads: [String], _ rows: [[String]]) -> String {
        let head = heads.map { "<th scope=\"col\">\($0)</th>" }.joined()
        let body = rows.map { row in
            "<tr><th scope=\"row\">\(row[0])</th>"
                + row.dropFirst().map { "<td>\($0)</td>" }.joined() + "</tr>\n"
        }.joined()
        return """
            <div class="wide" tabindex="0" role="group" aria-label="table"><table>\
            <caption>\(caption)</caption><thead><tr>\(head)</tr></thead>
            <tbody>\(body)</tbody></table></div>

            """
    }
}
