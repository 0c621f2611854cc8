/// What a metric is called and what it means.
struct MetricDefinition: Sendable {
    /// How its values behave.
    enum Kind: Sendable, Equatable {
        /// Only grows.
        case counter
        /// Goes up and down.
        case gauge
        /// Counts of values up to each bound; the bounds rise.
        case histogram([Double])
    }

    /// The name with its unit, such as `syrinx_first_audio_seconds`.
    let name: String
    let kind: Kind
    /// What it means, in one sentence.
    let help: String
    /// The names of its labels, in the order of writing.
    let labels: [String]

    init(_ name: String, _ kind: Kind, _ help: String, labels: [String] = []) {
        self.name = name
        self.kind = kind
        self.help = help
        self.labels = labels
    }
}

/// The values of a metric's labels, in the order of its definition.
typealias LabelValues = [String]

/// A value that is read when somebody asks rather than kept.
struct MetricReading: Sendable {
    var name: String
    var labels: LabelValues = []
    var value: MetricValue

    init(_ name: String, _ value: Double, labels: LabelValues = []) {
        self.init(name, .number(value), labels: labels)
    }

    init(_ name: String, _ value: MetricValue, labels: LabelValues = []) {
        self.name = name
        self.labels = labels
        self.value = value
    }
}

/// What a metric stands at.
enum MetricValue: Sendable, Equatable {
    case number(Double)
    case distribution(Distribution)
}

/// How often values fell below each of some bounds.
struct Distribution: Sendable, Equatable {
    /// The upper bounds, rising; values above the last count only in ``count``.
    let bounds: [Double]
    /// Values in each bucket: above the bound before, not above this one.
    private(set) var counts: [Int]
    private(set) var count = 0
    private(set) var sum = 0.0

    init(bounds: [Double]) {
        self.bounds = bounds
        counts = Array(repeating: 0, count: bounds.count)
    }

    /// Counts a value so many times. What is no number is left out: it would spoil the
    /// sum for good.
    mutating func add(_ value: Double, times: Int = 1) {
        guard value.isFinite, times > 0 else { return }
        if let bucket = bounds.firstIndex(where: { value <= $0 }) { counts[bucket] += times }
        count += times
        sum += value * Double(times)
    }
}
