import CoreMetrics
import Glibc
import Testing

@testable import SpeechServer

@Suite struct MetricsTests {
    private static let table = [
        MetricDefinition("a_total", .counter, "Counts \\ and\nmore.", labels: ["route"]),
        MetricDefinition("b_seconds", .histogram([0.1, 1]), "Times."),
        MetricDefinition("c", .gauge, "A level.", labels: ["x", "y"]),
    ]

    @Test func `counters, gauges and histograms in Prometheus's words`() {
        let registry = MetricsRegistry(Self.table)
        registry.makeCounter(label: "a_total", dimensions: [("route", "/x\"\\\n")])
            .increment(by: 2)
        registry.makeFloatingPointCounter(label: "a_total", dimensions: [("route", "/")])
            .increment(by: 0.5)
        let times = registry.makeRecorder(label: "b_seconds", dimensions: [], aggregate: true)
        for time in [0.05, 0.1, 0.5, 7, .nan] { times.record(time) }
        let level = registry.makeMeter(label: "c", dimensions: [("y", "2"), ("x", "1")])
        level.set(3.0)
        level.decrement(by: 5)
        #expect(
            registry.text() == #"""
                # HELP a_total Counts \\ and\nmore.
                # TYPE a_total counter
                a_total{route="/"} 0.5
                a_total{route="/x\"\\\n"} 2
                # HELP b_seconds Times.
                # TYPE b_seconds histogram
                b_seconds_bucket{le="0.1"} 2
                b_seconds_bucket{le="1"} 3
                b_seconds_bucket{le="+Inf"} 4
                b_seconds_sum 7.65
                b_seconds_count 4
                # HELP c A level.
                # TYPE c gauge
                c{x="1",y="2"} -2

                """#)
    }

    @Test func `a counter never falls`() {
        let cell = CounterCell()
        cell.increment(by: 3.0)
        cell.increment(by: -2.0)
        cell.increment(by: Double.nan)
        #expect(cell.value == .number(3))
    }

    @Test func `label sets are bounded, and none is lost`() {
        let registry = MetricsRegistry(Self.table)
        for index in 0..<1_000 {
            registry.makeCounter(label: "a_total", dimensions: [("route", "/\(index)")])
                .increment(by: 1)
        }
        let lines = registry.text().split(separator: "\n").filter { $0.hasPrefix("a_total{") }
        #expect(lines.count == MetricsRegistry.limit + 1)
        let other = 1_000 - MetricsRegistry.limit
        #expect(lines.contains("a_total{route=\"other\"} \(other)"))
    }

    @Test func `what is not in the table goes nowhere`() {
        let registry = MetricsRegistry(Self.table)
        registry.makeCounter(label: "nowhere", dimensions: []).increment(by: 1)
        registry.makeCounter(label: "c", dimensions: []).increment(by: 1)
        registry.makeTimer(label: "a_total", dimensions: []).recordNanoseconds(5)
        #expect(!registry.text().contains("nowhere"))
        #expect(!registry.text().contains(" 1\n"))
    }

    @Test func `readings stand beside what is kept`() {
        let registry = MetricsRegistry(Self.table)
        var spread = Distribution(bounds: [0.1, 1])
        spread.add(0.5, times: 3)
        let text = registry.text([
            MetricReading("c", 1e9, labels: ["p", "q"]),
            MetricReading("b_seconds", .distribution(spread)),
        ])
        #expect(text.contains("c{x=\"p\",y=\"q\"} 1000000000\n"))
        #expect(text.contains("b_seconds_sum 1.5\nb_seconds_count 3\n"))
    }

    @Test func `every metric has a unit or counts something, and a help`() {
        var names: Set<String> = []
        for metric in MetricTable.all {
            #expect(names.insert(metric.name).inserted, "\(metric.name) stands twice")
            #expect(metric.help.hasSuffix("."))
            if case .counter = metric.kind { #expect(metric.name.hasSuffix("_total")) }
            if case .histogram(let bounds) = metric.kind {
                #expect(bounds == bounds.sorted() && Set(bounds).count == bounds.count)
            }
        }
    }

    @Test(arguments: [(0, "100"), (100, "100"), (101, "1000"), (99_999, "100000")])
    func `lengths have few classes`(characters: Int, name: String) {
        #expect(ServerMetrics.length(of: characters) == name)
    }

    @Test func `this process has memory, time and files`() {
        let readings = ProcessReadings()
        #expect(readings.residentBytes > 1 << 20)
        #expect(readings.virtualBytes >= readings.residentBytes)
        #expect(readings.processorSeconds > 0)
        // Between this machine's start and now, whatever its clocks.
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        #expect(readings.uptime > 0 && readings.uptime < 86_400)
        #expect(readings.startTime <= Double(now.tv_sec) + 1)
        #expect((ProcessReadings.openDescriptors ?? 0) >= 3)
    }

    @Test func `quantiles are values that were measured`() {
        #expect([Double]().quantile(0.5) == nil)
        #expect([1.0].quantile(0.95) == 1)
        #expect([1.0, 2, 3, 4].quantile(0.5) == 2)
        #expect((1...100).map(Double.init).quantile(0.95) == 95)
    }
}
