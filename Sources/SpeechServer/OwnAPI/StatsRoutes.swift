import HTTPTypes
import Hummingbird
import NIOCore
import SpeechEngine
import SpeechSchedule

/// `GET /api/tts/stats` and `GET /api/tts/events`: what the server does and did lately,
/// without any text.
struct StatsRoutes: Sendable {
    let service: SpeechService
    let settings: ServerSettings

    private struct Answer: Encodable {
        struct Spread: Encodable {
            var p50: Double?
            var p95: Double?
        }
        struct Middle: Encodable {
            var p50: Double?
        }
        var uptimeSeconds: Double
        var memoryBytes: Int
        var processorSeconds: Double
        var running: [RequestSummary]
        var recent: [RequestSummary]
        var totals: RequestLedger.Totals
        var load: ServerLoad
        /// In seconds, of the recent requests.
        var firstAudio: Spread
        /// Of the recent requests.
        var rtf: Middle
    }

    func add(to router: Router<ServerContext>) {
        router.get("/api/tts/stats") { _, _ in try JSONBody.response(answer()) }
        router.get("/api/tts/events") { _, context in try events(context) }
    }

    private func answer() -> Answer {
        let (running, recent, totals) = service.ledger.snapshot
        let process = ProcessReadings()
        let first = recent.compactMap(\.statistics.firstAudioSeconds).sorted()
        let factors = recent.compactMap(\.statistics.rtf).sorted()
        return Answer(
            uptimeSeconds: process.uptime.rounded(to: 1e3), memoryBytes: process.residentBytes,
            processorSeconds: process.processorSeconds.rounded(to: 1e3), running: running,
            recent: recent, totals: totals, load: ServerLoad(service),
            firstAudio: .init(p50: first.quantile(0.5), p95: first.quantile(0.95)),
            rtf: .init(p50: factors.quantile(0.5)))
    }

    private func events(_ context: ServerContext) throws(APIError) -> Response {
        let events = try StatsEvents(
            service: service)
        var headers = HTTPFields()
        headers[.contentType] = "text/event-stream; charset=utf-8"
        headers[.cacheControl] = "no-store"
        if let name = HTTPField.Name("X-Accel-Buffering") { headers[name] = "no" }
        return Response(
            status: .ok, headers: headers, body: ResponseBody { try await events.write(to: &$0) })
    }
}

/// How busy the server is.
struct ServerLoad: Encodable, Sendable {
    /// Streams of speech that have not ended.
    var listeners: Int
    /// Segments that wait for a batch.
    var waitingSegments: Int
    /// Batches being spoken.
    var runningBatches: Int
    /// Texts that wait for a place.
    var queued: Int

    init(_ service: SpeechService) {
        let load = service.engine.load.schedule
        listeners = load.listeners
        waitingSegments = load.waitingSegments
        runningBatches = load.runningBatches
        queued = service.admission.counts.queued
    }
}

extension [Double] {
    /// The value below which a share of these sorted ones lies; nil of none.
    func quantile(_ share: Double) -> Double? {
        guard !isEmpty else { return nil }
        // The nearest rank: a value that was measured, not one between two.
        let rank = Int((share * Double(count)).rounded(.up))
        return self[Swift.min(count - 1, Swift.max(0, rank - 1))]
    }
}
