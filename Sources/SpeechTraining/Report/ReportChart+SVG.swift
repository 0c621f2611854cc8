extension ReportChart {
    private static let size = (width: 560.0, height: 270.0)
    /// Where curves are.
    private static let plot = (left: 58.0, top: 14.0, right: 536.0, bottom: 236.0)
    /// Stretches of steps that a curve is drawn in.
    private static let stretches = 300

    /// The curves as an SVG picture within HTML.
    ///
    /// - Parameters:
    ///   - id: A name of its own in the page.
    ///   - style: Classes of the picture.
    func svg(id: String, isLogarithmic: Bool, style: String) -> String {
        let x = ReportAxis(
            [0, Double(lastStep)], isLogarithmic: false, fromZero: true)
        let y = ReportAxis(seenValues(isLogarithmic), isLogarithmic: isLogarithmic)
        var svg = """
            <svg class="\(style)" viewBox="0 0 \(Self.text(Self.size.width)) \
            \(Self.text(Self.size.height))" role="img" aria-labelledby="\(id)-t">
            <title id="\(id)-t">\(description.escaped)</title>
            <clipPath id="\(id)-c"><rect x="\(Self.text(Self.plot.left))" \
            y="\(Self.text(Self.plot.top - 4))" \
            width="\(Self.text(Self.plot.right - Self.plot.left + 4))" \
            height="\(Self.text(Self.plot.bottom - Self.plot.top + 8))"/></clipPath>

            """
        for mark in y.marks(about: 5) {
            let place = Self.text(Self.down(y.place(mark)))
            svg += """
                <path class="grid" d="M\(Self.text(Self.plot.left)) \(place)H\
                \(Self.text(Self.plot.right))"/><text class="y" \
                x="\(Self.text(Self.plot.left - 6))" y="\(place)" dy=".32em">\
                \(String(figure: mark))</text>

                """
        }
        for mark in x.marks(about: 6) {
            svg += """
                <text class="x" x="\(Self.text(Self.across(x.place(mark))))" \
                y="\(Self.text(Self.plot.bottom + 18))">\(String(steps: mark))</text>

                """
        }
        svg += """
            <path class="axis" d="M\(Self.text(Self.plot.left)) \(Self.text(Self.plot.bottom))H\
            \(Self.text(Self.plot.right))"/><text class="x" x="\(Self.text(Self.plot.right))" \
            y="\(Self.text(Self.size.height - 2))" style="text-anchor:end">steps</text>
            <g clip-path="url(#\(id)-c)">

            """
        for curve in curves { svg += lines(curve, x, y) }
        svg += "</g>\n"
        for curve in curves where !curve.isHeldOut || !hasLearntCurve(of: curve.training) {
            guard let last = curve.points.last else { continue }
            let place = min(max(y.place(last.value), 0), 1)
            svg += """
                <text class="end c\(curve.training)" \
                x="\(Self.text(Self.across(x.place(Double(last.step))) + 6))" \
                y="\(Self.text(Self.down(place)))" dy=".32em">\
                \(ReportPage.letter(curve.training))</text>

                """
        }
        return svg + "</svg>\n"
    }

    private func lines(_ curve: Curve, _ x: ReportAxis, _ y: ReportAxis) -> String {
        func path(_ points: [LossLog.Point]) -> String {
            "M"
                + points.map { point in
                    // Far outside it is cut anyway; numbers stay short.
                    let height = min(max(y.place(point.value), -1), 2)
                    return Self.text(Self.across(x.place(Double(point.step)))) + " "
                        + Self.text(Self.down(height))
                }.joined(separator: "L")
        }
        var result = ""
        if !curve.raw.isEmpty {
            let raw = curve.raw.thinned(to: Self.stretches, isSmooth: false)
            result += "<path class=\"raw c\(curve.training)\" d=\"\(path(raw))\"/>\n"
        }
        let points = curve.points.thinned(to: Self.stretches, isSmooth: true)
        let kind = curve.isHeldOut ? "held" : "smooth"
        result += "<path class=\"\(kind) c\(curve.training)\" d=\"\(path(points))\"/>\n"
        guard curve.isHeldOut else { return result }
        for point in points where (0...1).contains(y.place(point.value)) {
            result += """
                <circle class="held c\(curve.training)" r="3" \
                cx="\(Self.text(Self.across(x.place(Double(point.step)))))" \
                cy="\(Self.text(Self.down(y.place(point.value))))"><title>\
                \(ReportPage.letter(curve.training)), step \(point.step): \
                \(String(figure: point.value))</title></circle>

                """
        }
        return result
    }

    /// Values that there must be room for: all of them, but on a linear axis not the fall of the
    /// first tenth, beside which all that follows would be flat.
    private func seenValues(_ isLogarithmic: Bool) -> [Double] {
        curves.flatMap { curve in
            let points = curve.raw.isEmpty ? curve.points : curve.raw
            let first = isLogarithmic ? 0 : points.count / 10
            return points.dropFirst(first).map(\.value)
        }
    }

    private func hasLearntCurve(of training: Int) -> Bool {
        curves.contains { $0.training == training && !$0.isHeldOut }
    }

    /// The picture in words.
    private var description: String {
        let ends = curves.compactMap { curve in
            curve.points.last.map { last in
                "\(ReportPage.letter(curve.training))\(curve.isHeldOut ? ", held out," : "") ends at "
                    + "\(String(figure: last.value)) in step \(last.step)"
            }
        }
        return "\(name) by step: \(ends.joined(separator: "; ")). The figures are in the table."
    }

    private static func across(_ part: Double) -> Double {
        plot.left + part * (plot.right - plot.left)
    }

    private static func down(_ part: Double) -> Double {
        plot.bottom - part * (plot.bottom - plot.top)
    }

    /// A coordinate, to a tenth.
    private static func text(_ number: Double) -> String {
        let tenths = Int((min(max(number, -1e6), 1e6) * 10).rounded())
        return tenths % 10 == 0 ? "\(tenths / 10)" : "\(Double(tenths) / 10)"
    }
}
