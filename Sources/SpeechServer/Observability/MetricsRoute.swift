import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import SpeechEngine

/// `GET /metrics`, for Prometheus.
struct MetricsRoute: Sendable {
    let metrics: ServerMetrics
    let admission: Admission
    let engine: SpeechEngine
    let readiness: Readiness
    let version: String
    /// Jobs by their state.
    var jobs: @Sendable () -> [String: Int] = { [:] }
    private let gpus = GPUProbe()

    init(
        metrics: ServerMetrics, admission: Admission, engine: SpeechEngine,
        readiness: Readiness, version: String
    ) {
        self.metrics = metrics
        self.admission = admission
        self.engine = engine
        self.readiness = readiness
        self.version = version
    }

    func add(to router: Router<ServerContext>) {
        router.get("/metrics") { _, _ in
            // Files of /proc and a driver's library are read on a thread that may wait.
            let bytes = try await NIOThreadPool.singleton.runIfActive {
                ByteBuffer(string: self.text)
            }
            return Response(
                status: .ok,
                headers: [.contentType: MetricsText.mediaType, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: bytes))
        }
    }

    /// The metrics as they stand.
    var text: String { metrics.registry.text(readings) }

    private var readings: [MetricReading] {
        let counts = admission.counts
        var readings = [
            MetricReading("syrinx_queue_depth", Double(counts.queued)),
            MetricReading("syrinx_active_texts", Double(counts.active)),
            MetricReading("syrinx_build_info", 1, labels: [version]),
            MetricReading("syrinx_ready", readiness.isReady ? 1 : 0),
            MetricReading(
                "syrinx_log_lines_lost_total", Double(LogSink.standardError.lost)),
        ]
        for (state, count) in jobs() {
            readings.append(MetricReading("syrinx_jobs", Double(count), labels: [state]))
        }
        return readings + engine.load.metrics + ProcessReadings().metrics + gpus.metrics
    }
}
