import SpeechEngine
import Synchronization

/// How a request stands.
enum RequestState: String, Encodable, Sendable {
    case running, done, error, cancelled
}

/// One request as the server's statistics show it: never its text.
struct RequestSummary: Encodable, Sendable {
    var route: String
    var state = RequestState.running
    /// When it began, in seconds since 1970.
    var startedAt: Double
    /// How far it is, 0...1.
    var progress = 0.0
    /// Who asks: a short digest.
    var client: String
    var statistics: SpeechStatistics
    /// Why it failed.
    var error: String?

    private enum Key: CodingKey { case route, state, startedAt, progress, client, error }

    /// The statistics stand beside the other keys.
    func encode(to encoder: any Encoder) throws {
        try statistics.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(route, forKey: .route)
        try container.encode(state, forKey: .state)
        try container.encode(startedAt, forKey: .startedAt)
        try container.encode(progress, forKey: .progress)
        try container.encode(client, forKey: .client)
        try container.encodeIfPresent(error, forKey: .error)
    }
}

/// The ledger's page for one running request.
final class RequestRecord: Sendable {
    private let ledger: RequestLedger
    private let start = ContinuousClock.now
    private let summary: Mutex<RequestSummary>

    init(_ ledger: RequestLedger, _ summary: RequestSummary) {
        self.ledger = ledger
        self.summary = Mutex(summary)
    }

    var id: String { summary.withLock { $0.statistics.requestId } }
    var now: RequestSummary { summary.withLock { $0 } }

    /// The statistics until now.
    func statistics(_ report: SpeechReport) -> SpeechStatistics {
        summary.withLock { summary in
            summary.statistics.take(report, after: ContinuousClock.now - start)
            return summary.statistics
        }
    }

    /// Notes that audio goes out.
    func progressed(_ session: SpeechSession) {
        let elapsed = ContinuousClock.now - start
        let isFirst = summary.withLock { summary in
            guard summary.statistics.firstAudioSeconds == nil else { return false }
            summary.statistics.firstAudioSeconds = elapsed.inSeconds
            return true
        }
        if isFirst { ledger.heardFirst(self, after: elapsed) }
        ledger.progressed(self, elapsed) {
            let progress = session.progress
            let report = session.report
            summary.withLock { summary in
                summary.progress =
                    progress.expectedChunks > 0
                    ? min(1, Double(progress.chunks) / Double(progress.expectedChunks)) : 0
                summary.statistics.take(report, after: elapsed)
            }
        }
    }

    /// Notes the end; the first call counts.
    func end(_ state: RequestState, _ report: SpeechReport, _ error: APIError? = nil) {
        let elapsed = ContinuousClock.now - start
        let ended = summary.withLock { summary -> RequestSummary? in
            guard summary.state == .running else { return nil }
            summary.state = state
            summary.error = error?.message
            if state == .done { summary.progress = 1 }
            summary.statistics.take(report, after: elapsed)
            return summary
        }
        if let ended { ledger.ended(self, ended) }
    }
}
