import AudioSignal
import Metrics
import SpeechEngine
import SpeechSchedule
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
    /// How often those who watch are told of one request, at the most.
    static let interval = Duration.milliseconds(250)

    private struct Page {
        var summary: RequestSummary
        /// What speaks for it, until the end.
        var session: SpeechSession?
        /// When there was something to say; first audio counts from then.
        var asked: ContinuousClock.Instant
        /// When audio last went out.
        var left: ContinuousClock.Instant?
        /// When those who watch were last told.
        var told: ContinuousClock.Instant?

        /// Whether it is time to tell them again.
        func isDue(at now: ContinuousClock.Instant) -> Bool {
            told.map { now - $0 >= RequestRecord.interval } ?? true
        }
    }

    private let ledger: RequestLedger
    private let note: RequestNote?
    private let start: ContinuousClock.Instant
    private let gaps: Recorder
    private let page: Mutex<Page>

    init(
        _ ledger: RequestLedger, _ summary: RequestSummary, note: RequestNote?,
        start: ContinuousClock.Instant
    ) {
        self.ledger = ledger
        self.note = note
        self.start = start
        gaps = ledger.metrics.gaps(profile: summary.statistics.profile)
        page = Mutex(Page(summary: summary, asked: start))
    }

    /// How it stands; brought up to date, since nobody does that without being asked.
    var now: RequestSummary {
        let elapsed = ContinuousClock.now - start
        return page.withLock { page in
            guard let session = page.session else { return page.summary }
            page.summary.take(session, after: elapsed)
            return page.summary
        }
    }

    /// The statistics until now.
    func statistics(_ report: SpeechReport) -> SpeechStatistics {
        let elapsed = ContinuousClock.now - start
        return page.withLock { page in
            if page.summary.state == .running {
                page.summary.statistics.take(report, after: elapsed)
            }
            return page.summary.statistics
        }
    }

    /// Notes what speaks for it.
    func begins(_ session: SpeechSession) {
        page.withLock { page in
            if page.summary.state == .running { page.session = session }
        }
    }

    /// Notes when a text that comes piece by piece began to come: until then, the time is the
    /// client's own.
    func wasAsked(_ instant: ContinuousClock.Instant) {
        page.withLock { $0.asked = max(instant, start) }
    }

    /// How it stands, for those who watch; nil where they were told a moment ago.
    func reminder() -> RequestSummary? {
        let now = ContinuousClock.now
        return page.withLock { page in
            guard let session = page.session, page.isDue(at: now) else { return nil }
            page.told = now
            page.summary.take(session, after: now - start)
            return page.summary
        }
    }

    /// Notes that audio went out.
    func progressed() {
        let now = ContinuousClock.now
        let elapsed = now - start
        let isWatched = ledger.isWatched
        typealias First = (after: Duration, of: SpeechStatistics)
        typealias Told = (gap: Duration?, first: First?, told: RequestSummary?)
        let (gap, first, told) = page.withLock { page -> Told in
            let gap = page.left.map { now - $0 }
            page.left = now
            guard let session = page.session else { return (gap, nil, nil) }
            var first: First?
            if gap == nil {
                let wait = now - page.asked
                page.summary.statistics.firstAudioSeconds = wait.seconds.rounded(to: 1e6)
                page.summary.take(session, after: elapsed)
                first = (wait, page.summary.statistics)
            }
            guard isWatched, first != nil || page.isDue(at: now) else { return (gap, first, nil) }
            page.told = now
            page.summary.take(session, after: elapsed)
            return (gap, first, page.summary)
        }
        if let gap { gaps.record(gap.seconds) }
        if let first { ledger.metrics.firstAudio(after: first.after, first.of) }
        if let told { ledger.tell(.request(told)) }
    }

    /// Notes the end; the first call counts.
    func end(_ state: RequestState, _ report: SpeechReport, _ error: APIError? = nil) {
        let elapsed = ContinuousClock.now - start
        let ended = page.withLock { page -> RequestSummary? in
            guard page.summary.state == .running else { return nil }
            page.summary.state = state
            page.summary.error = error?.message
            if state == .done { page.summary.progress = 1 }
            page.summary.statistics.take(report, after: elapsed)
            // What is answered as a whole has no first audio on the way.
            if page.summary.statistics.firstAudioSeconds == nil {
                page.summary.statistics.firstAudioSeconds =
                    report.firstAudioSeconds?.rounded(to: 1e6)
            }
            page.session = nil
            return page.summary
        }
        guard let ended else { return }
        note?.add(ended)
        ledger.ended(self, ended, fallbacks: report.fallbacks.map(\.from), isLogged: note != nil)
    }
}

extension RequestSummary {
    /// Notes how far a session is.
    fileprivate mutating func take(_ session: SpeechSession, after elapsed: Duration) {
        let step = session.progress
        progress =
            step.expectedChunks > 0
            ? min(1, Double(step.chunks) / Double(step.expectedChunks)) : 0
        statistics.take(session.report, after: elapsed)
    }
}
