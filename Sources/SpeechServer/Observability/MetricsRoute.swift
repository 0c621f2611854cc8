import HTTPTypes
import Hummingbird
import NIOCore
import NIOPosix
import SpeechEngine
import SpeechJobs

/// `GET /metrics`, for Prometheus.
struct MetricsRoute: Sendable {
    let metrics: ServerMetrics
    let admission: Admission
    let engine: SpeechEngine
    let readiness: Readiness
    let version: String
    /// Jobs by their state; nil where there are none.
    let jobs: JobStore?
    let conversion: ConversionService?
    private let gpus = GPUProbe()

    init(
        metrics: ServerMetrics, admission: Admission, engine: SpeechEngine,
        readiness: Readiness, version: String, jobs: JobStore? = nil,
        conversion: ConversionService? = nil
    ) {
        self.metrics = metrics
        self.admission = admission
        self.engine = engine
        self.readiness = readiness
        self.version = version
        self.jobs = jobs
        self.conversion = conversion
    }

    func add(to router: Router<ServerContext>) {
        router.get("/metrics") { _, _ in
            // Files of /proc and a driver's library are read on a thread that may wait.
            let jobs = await jobReadings()
            let bytes = try await NIOThreadPool.singleton.runIfActive {
                ByteBuffer(string: metrics.registry.text(readings + jobs))
            }
            return Response(
                status: .ok,
                headers: [.contentType: MetricsText.mediaType, .cacheControl: "no-store"],
                body: ResponseBody(byteBuffer: bytes))
        }
    }

    private var readings: [MetricReading] {
        let counts = admission.counts
        let readings = [
            MetricReading("syrinx_queue_depth", Double(counts.queued)),
            MetricReading("syrinx_active_texts", Double(counts.active)),
            MetricReading("syrinx_build_info", 1, labels: [version]),
            MetricReading("syrinx_ready", readiness.isReady ? 1 : 0),
            MetricReading(
                "syrinx_log_lines_lost_total", Double(LogSink.standardError.lost)),
        ]
        return readings + conversionReadings + engine.load.metrics + ProcessReadings().metrics
            + gpus.metrics
    }

    private var conversionReadings: [MetricReading] {
        guard let conversion else { return [] }
        let troubles = conversion.troubles
        return [
            MetricReading("syrinx_conversions", Double(conversion.places.count)),
            MetricReading("syrinx_conversion_late_frames_total", Double(troubles.late)),
            MetricReading("syrinx_conversion_concealed_frames_total", Double(troubles.concealed)),
        ]
    }

    /// Jobs by their state, those that there are none of included.
    private func jobReadings() async -> [MetricReading] {
        guard let jobs, let counts = try? await jobs.counts() else { return [] }
        return Job.State.allCases.map {
            MetricReading("syrinx_jobs", Double(counts[$0] ?? 0), labels: [$0.rawValue])
        }
    }
}
