/// The curves of one measure, of all trainings.
struct ReportChart: Sendable {
    /// A line.
    struct Curve: Sendable {
        /// The training's number.
        let training: Int
        /// What was measured while training, before smoothing; empty for what was held out.
        var raw: [LossLog.Point] = []
        /// What is seen first.
        var points: [LossLog.Point]
        /// Whether it was measured on recordings that training doesn't see.
        var isHeldOut = false
    }

    /// What is measured.
    let name: String
    let curves: [Curve]

    /// How names of what was held out begin.
    private static let heldOut = "held out "
    /// What goes last: how the training went, rather than how good it is.
    private static let course = ["gradient", "learning rate", "steps per second"]
    /// Shown as a number only.
    private static let hidden: Set<String> = ["seconds"]

    /// Charts of trainings: losses in the order in which they came up, then how it went.
    ///
    /// - Parameter steps: What losses are smoothed over; nil: a fiftieth of all, at least 100.
    static func all(of trainings: [LossLog], smoothing steps: Double?) -> [ReportChart] {
        var names: [String] = []
        for series in trainings.flatMap(\.all) {
            let name = base(of: series.name)
            if !names.contains(name), !hidden.contains(name) { names.append(name) }
        }
        let losses = names.filter { !course.contains($0) }
        return (losses + course.filter(names.contains)).compactMap { name in
            var curves: [Curve] = []
            for (number, log) in trainings.enumerated() {
                let steps = steps ?? max(Double(log.lastStep) / 50, 100)
                if let series = log.series(name), !series.finite.isEmpty {
                    curves.append(
                        Curve(
                            training: number, raw: series.finite,
                            points: series.smoothed(over: steps)))
                }
                if let series = log.series(heldOut + name), !series.finite.isEmpty {
                    curves.append(
                        Curve(training: number, points: series.finite, isHeldOut: true))
                }
            }
            return curves.isEmpty ? nil : ReportChart(name: name, curves: curves)
        }
    }

    private static func base(of name: String) -> String {
        name.hasPrefix(heldOut) ? String(name.dropFirst(heldOut.count)) : name
    }

    /// The last step of all curves.
    var lastStep: Int { curves.compactMap(\.points.last?.step).max() ?? 0 }

    /// Whether there is a logarithm of all values.
    var allowsLogarithm: Bool {
        curves.allSatisfy { curve in (curve.raw + curve.points).allSatisfy { $0.value > 0 } }
    }
}

extension [LossLog.Point] {
    /// The last value up to a step; nil before the first and beyond the last.
    func value(at step: Int) -> Double? {
        guard let last, step <= last.step else { return nil }
        return self.last { $0.step <= step }?.value
    }

    /// As many points as a picture has room for: of each stretch of steps the lowest and the
    /// highest, or, where the line is smooth, the last.
    func thinned(to stretches: Int, isSmooth: Bool) -> [LossLog.Point] {
        guard count > stretches * 2, let first, let last else { return self }
        let length = Swift.max((last.step - first.step) / Swift.max(stretches, 1), 1)
        var result: [LossLog.Point] = []
        var start = startIndex
        while start < endIndex {
            let stretch = (self[start].step - first.step) / length
            let end = self[start...].firstIndex { ($0.step - first.step) / length != stretch }
            let part = self[start..<(end ?? endIndex)]
            if isSmooth {
                result += part.suffix(1)
            } else if let low = part.min(by: { $0.value < $1.value }),
                let high = part.max(by: { $0.value < $1.value })
            {
                result += low.step < high.step ? [low, high] : low == high ? [low] : [high, low]
            }
            start = end ?? endIndex
        }
        return result
    }
}
