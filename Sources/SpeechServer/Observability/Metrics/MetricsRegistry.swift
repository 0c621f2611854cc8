import CoreMetrics
import Synchronization

/// The metrics of one server, which swift-metrics writes into and `/metrics` reads.
///
/// It is handed to what measures rather than set up for the whole process, so that two
/// servers in one process don't count for each other. A metric has a bounded number of
/// label sets, whatever clients send; what comes beyond it counts under `other`.
final class MetricsRegistry: MetricsFactory, Sendable {
    /// Label sets of one metric at the most.
    static let limit = 64
    /// What a label says where its own value has no place.
    static let other = "other"

    private struct Entry {
        let definition: MetricDefinition
        var cells: [LabelValues: any MetricCell] = [:]
    }

    private let entries: Mutex<[String: Entry]>
    private let order: [String]

    init(_ definitions: [MetricDefinition] = MetricTable.all) {
        order = definitions.map(\.name)
        entries = Mutex(
            Dictionary(
                definitions.map { ($0.name, Entry(definition: $0)) },
                uniquingKeysWith: { first, _ in first }))
    }

    /// Everything in the Prometheus text format, version 0.0.4.
    ///
    /// - Parameter readings: Values that nobody keeps; of metrics in the table.
    func text(_ readings: [MetricReading] = []) -> String {
        let readings = Dictionary(grouping: readings, by: \.name)
        let entries = entries.withLock { $0 }
        var text = MetricsText()
        for name in order {
            guard let entry = entries[name] else { continue }
            let kept = entry.cells.map { ($0.key, $0.value.value) }
            let read = (readings[name] ?? []).map { ($0.labels, $0.value) }
            text.add(entry.definition, kept + read)
        }
        return text.text
    }

    private func cell(_ name: String, _ dimensions: [(String, String)]) -> (any MetricCell)? {
        entries.withLock { entries in
            guard let definition = entries[name]?.definition else { return nil }
            var labels = definition.labels.map { label in
                dimensions.first { $0.0 == label }?.1 ?? ""
            }
            if let cell = entries[name]?.cells[labels] { return cell }
            if (entries[name]?.cells.count ?? 0) >= Self.limit {
                labels = labels.map { _ in Self.other }
                if let cell = entries[name]?.cells[labels] { return cell }
            }
            let cell: any MetricCell =
                switch definition.kind {
                case .counter: CounterCell()
                case .gauge: GaugeCell()
                case .histogram(let bounds): HistogramCell(bounds: bounds)
                }
            entries[name]?.cells[labels] = cell
            return cell
        }
    }

    // What is not in the table, or is something else there, goes nowhere.

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        cell(label, dimensions) as? CounterCell ?? NOOPMetricsHandler.instance
    }

    func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        cell(label, dimensions) as? CounterCell ?? NOOPMetricsHandler.instance
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        cell(label, dimensions) as? GaugeCell ?? NOOPMetricsHandler.instance
    }

    func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        cell(label, dimensions) as? HistogramCell ?? NOOPMetricsHandler.instance
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        cell(label, dimensions) as? HistogramCell ?? NOOPMetricsHandler.instance
    }

    // A counter that vanished would look like a restart; nothing is destroyed.

    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}
}
