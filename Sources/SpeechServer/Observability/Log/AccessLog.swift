import AudioSignal
import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// The one line that every HTTP request leaves in the log, written when its answer has
/// left, and its count in the metrics.
struct AccessLog: Sendable {
    let logger: Logger
    let metrics: ServerMetrics

    /// A response that is noted once it has been sent.
    func noted(
        _ response: Response, to request: Request, _ context: ServerContext,
        since start: ContinuousClock.Instant
    ) -> Response {
        let entry = Entry(
            self, method: request.method.rawValue, route: Self.route(context),
            status: response.status.code, context: context, start: start)
        // What is sent at once needs no watching.
        guard response.body.contentLength == nil else {
            entry.finish()
            return response
        }
        var response = response
        let body = response.body
        response.body = ResponseBody { writer in
            do {
                try await body.write(writer)
                entry.finish()
            } catch {
                entry.finish(isCut: true)
                throw error
            }
        }
        return response
    }

    /// The pattern of the route; nil where none fits.
    static func route(_ context: ServerContext) -> String? {
        guard let path = context.endpointPath, path != "NotFound" else { return nil }
        return path
    }

    /// A line that waits for the end of its answer; an answer that nobody began to send
    /// leaves one, too.
    private final class Entry: Sendable {
        private let log: AccessLog
        private let method: String
        private let route: String?
        private let status: Int
        private let context: ServerContext
        private let start: ContinuousClock.Instant
        private let isFinished = Atomic(false)

        init(
            _ log: AccessLog, method: String, route: String?, status: Int,
            context: ServerContext, start: ContinuousClock.Instant
        ) {
            self.log = log
            self.method = method
            self.route = route
            self.status = status
            self.context = context
            self.start = start
        }

        deinit { finish(isCut: true) }

        func finish(isCut: Bool = false) {
            guard !isFinished.exchange(true, ordering: .relaxed) else { return }
            log.metrics.answered(route: route, status: status)
            let seconds = (ContinuousClock.now - start).seconds.rounded(to: 1e4)
            let level = level
            guard level >= log.logger.logLevel else { return }
            var fields: Logger.Metadata = [
                "request": "\(context.requestID)", "client": "\(context.client)",
                "method": "\(method)", "route": "\(route ?? "-")", "status": "\(status)",
                "seconds": "\(seconds)",
            ]
            fields.merge(context.note.fields) { own, _ in own }
            if isCut, fields["outcome"] == nil { fields["outcome"] = "cut" }
            log.logger.log(level: level, "answered", metadata: fields)
        }

        private var level: Logger.Level {
            if status >= 500 { return .warning }
            // Scrapes and health checks come every few seconds, files with every page.
            switch route {
            case "/health", "/ready", "/metrics", "/app/{name}", "/favicon.ico": return .debug
            default: return .info
            }
        }
    }
}

/// What the work for a request adds to its line in the log.
final class RequestNote: Sendable {
    private struct State {
        var texts = 0
        var last: RequestSummary?
        var characters = 0
        var audioSeconds = 0.0
        var problem: String?
    }

    private let state = Mutex(State())

    /// Notes a text whose speaking ended.
    func add(_ summary: RequestSummary) {
        state.withLock { state in
            state.texts += 1
            state.last = summary
            state.characters += summary.statistics.characters
            state.audioSeconds += summary.statistics.audioSeconds
        }
    }

    /// Notes why the request was refused.
    func add(_ error: APIError) {
        state.withLock { $0.problem = error.code ?? error.kind.rawValue }
    }

    /// As fields of a log line.
    var fields: Logger.Metadata {
        state.withLock { state in
            var fields: Logger.Metadata = [:]
            if let problem = state.problem { fields["error"] = "\(problem)" }
            guard let last = state.last else { return fields }
            guard state.texts == 1 else {
                fields["texts"] = "\(state.texts)"
                fields["characters"] = "\(state.characters)"
                fields["audio_seconds"] = "\(state.audioSeconds.rounded(to: 1e4))"
                return fields
            }
            return fields.merging(last.fields) { own, _ in own }
        }
    }
}

extension RequestSummary {
    /// As fields of a log line; without any text.
    var fields: Logger.Metadata {
        var fields: Logger.Metadata = [
            "outcome": "\(state.rawValue)",
            "voice": "\(statistics.voice ?? "-")",
            "profile": "\(statistics.profile)",
            "characters": "\(statistics.characters)",
            "chunks": "\(statistics.chunks)",
            "audio_seconds": "\(statistics.audioSeconds)",
        ]
        if let rtf = statistics.rtf { fields["rtf"] = "\(rtf)" }
        if let first = statistics.firstAudioSeconds { fields["first_audio_seconds"] = "\(first)" }
        if statistics.retries > 0 { fields["retries"] = "\(statistics.retries)" }
        if statistics.fallbacks > 0 { fields["fallbacks"] = "\(statistics.fallbacks)" }
        if statistics.stalls > 0 { fields["stalls"] = "\(statistics.stalls)" }
        if let error { fields["reason"] = "\(error)" }
        return fields
    }
}
