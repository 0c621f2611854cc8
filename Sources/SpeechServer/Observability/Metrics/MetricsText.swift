/// Metrics as Prometheus reads them: its text format, version 0.0.4.
///
/// Source: prometheus.io/docs/instrumenting/exposition_formats.
struct MetricsText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    /// Adds a metric with its values; one without values is left out.
    mutating func add(_ metric: MetricDefinition, _ values: [(LabelValues, MetricValue)]) {
        guard !values.isEmpty else { return }
        text += "# HELP \(metric.name) \(Self.escaped(metric.help, quotes: false))\n"
        text += "# TYPE \(metric.name) \(metric.kind.word)\n"
        for (labels, value) in values.sorted(by: { $0.0.lexicographicallyPrecedes($1.0) }) {
            let pairs = zip(metric.labels, labels).map { ($0, $1) }
            switch value {
            case .number(let number): line(metric.name, pairs, number)
            case .distribution(let distribution): add(metric.name, pairs, distribution)
            }
        }
    }

    private mutating func add(
        _ name: String, _ labels: [(String, String)], _ distribution: Distribution
    ) {
        var below = 0
        for (bound, count) in zip(distribution.bounds, distribution.counts) {
            below += count
            line(name + "_bucket", labels + [("le", Self.number(bound))], Double(below))
        }
        line(name + "_bucket", labels + [("le", "+Inf")], Double(distribution.count))
        line(name + "_sum", labels, distribution.sum)
        line(name + "_count", labels, Double(distribution.count))
    }

    private mutating func line(_ name: String, _ labels: [(String, String)], _ value: Double) {
        text += name
        if !labels.isEmpty {
            let pairs = labels.map { "\($0)=\"\(Self.escaped($1, quotes: true))\"" }
            text += "{" + pairs.joined(separator: ",") + "}"
        }
        text += " " + Self.number(value) + "\n"
    }

    static func number(_ value: Double) -> String {
        if value.isNaN { return "NaN" }
        if value.isInfinite { return value > 0 ? "+Inf" : "-Inf" }
        return Int(exactly: value).map(String.init) ?? "\(value)"
    }

    private static func escaped(_ text: String, quotes: Bool) -> String {
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\n": escaped += "\\n"
            case "\"" where quotes: escaped += "\\\""
            default: escaped.unicodeScalars.append(scalar)
            }
        }
        return escaped
    }
}

extension MetricDefinition.Kind {
    fileprivate var word: String {
        switch self {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }
}
