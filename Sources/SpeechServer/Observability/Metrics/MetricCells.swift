import CoreMetrics
import Synchronization

/// One metric with one set of labels.
protocol MetricCell: AnyObject, Sendable {
    var value: MetricValue { get }
}

/// A number that only grows.
final class CounterCell: CounterHandler, FloatingPointCounterHandler, MetricCell {
    private let total = Mutex(0.0)

    var value: MetricValue { .number(total.withLock { $0 }) }

    func increment(by amount: Int64) { increment(by: Double(amount)) }

    func increment(by amount: Double) {
        guard amount.isFinite, amount > 0 else { return }
        total.withLock { $0 += amount }
    }

    func reset() { total.withLock { $0 = 0 } }
}

/// A number that goes up and down.
final class GaugeCell: MeterHandler, MetricCell {
    private let level = Mutex(0.0)

    var value: MetricValue { .number(level.withLock { $0 }) }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { level.withLock { $0 = value } }
    func increment(by amount: Double) { level.withLock { $0 += amount } }
    func decrement(by amount: Double) { level.withLock { $0 -= amount } }
}

/// Counts of values by size.
final class HistogramCell: RecorderHandler, TimerHandler, MetricCell {
    private let distribution: Mutex<Distribution>

    init(bounds: [Double]) { distribution = Mutex(Distribution(bounds: bounds)) }

    var value: MetricValue { .distribution(distribution.withLock { $0 }) }

    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) { distribution.withLock { $0.add(value) } }
    func recordNanoseconds(_ duration: Int64) { record(Double(duration) * 1e-9) }
}
