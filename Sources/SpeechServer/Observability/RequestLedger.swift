import Glibc
import Logging
import SpeechEngine
import SpeechPlan
import SpeechText
import Synchronization

/// What those who watch the server are told.
enum LedgerEvent: Sendable {
    /// A request began, went on or ended.
    case request(RequestSummary)
    /// It is time to say how busy the server is.
    case load
}

/// What the server is doing and did lately, without any text.
final class RequestLedger: Sendable {
    /// How many ended requests are remembered.
    static let memory = 100
    /// How many may watch at the same time.
    static let watchers = 64
    /// Events kept for one who watches and is slow; older ones are dropped.
    static let patience = 256

    private struct State {
        var running: [ObjectIdentifier: RequestRecord] = [:]
        var recent: [RequestSummary] = []
        var totals = Totals()
        var watchers: [Int: AsyncStream<LedgerEvent>.Continuation] = [:]
        var nextWatcher = 0
        var hasEnded = false
    }

    /// Counts since the server began.
    struct Totals: Encodable, Sendable {
        var requests = 0
        var errors = 0
        var cancelled = 0
        var audioSeconds = 0.0
        var characters = 0
    }

    let metrics: ServerMetrics
    private let logger: Logger
    private let logsText: Bool
    private let state = Mutex(State())
    private let watcherCount = Atomic(0)

    /// - Parameter logsText: Whether texts are written into the log.
    init(
        metrics: ServerMetrics = ServerMetrics(),
        logger: Logger = Logger(label: "syrinx") { _ in SwiftLogNoOpLogHandler() },
        logsText: Bool = false
    ) {
        self.metrics = metrics
        self.logger = logger
        self.logsText = logsText
    }

    /// Notes that a text begins to be spoken.
    func begin(_ origin: RequestOrigin, _ request: SpeechRequest) -> RequestRecord {
        let statistics = SpeechStatistics(
            requestId: origin.id, voice: request.voice, language: request.options.language?.tag,
            profile: request.profile.name)
        let summary = RequestSummary(
            route: origin.route, startedAt: Self.now(), client: origin.client,
            statistics: statistics)
        let record = RequestRecord(self, summary, note: origin.note, start: origin.arrived)
        state.withLock { state in
            state.running[ObjectIdentifier(record)] = record
            state.totals.requests += 1
        }
        if logsText {
            logger.info(
                "speaking",
                metadata: [
                    "request": "\(origin.id)", "client": "\(origin.client)",
                    "text": "\(String(decoding: request.text, as: UTF8.self))",
                ])
        }
        if isWatched { tell(.request(summary)) }
        return record
    }

    /// Notes a request that was refused before anything was spoken.
    func refused(_ origin: RequestOrigin, _ error: APIError) {
        origin.note?.add(error)
        state.withLock { state in
            state.totals.requests += 1
            state.totals.errors += 1
        }
    }

    /// Notes a request whose client went before anything was spoken.
    func deserted(_ origin: RequestOrigin) {
        metrics.cancelled(route: origin.route)
        state.withLock { state in
            state.totals.requests += 1
            state.totals.cancelled += 1
        }
    }

    /// Notes that a request has ended.
    ///
    /// - Parameters:
    ///   - fallbacks: The families that could not speak a chunk, each time.
    ///   - isLogged: Whether another line of the log tells of it.
    func ended(
        _ record: RequestRecord, _ summary: RequestSummary, fallbacks: [String], isLogged: Bool
    ) {
        state.withLock { state in
            state.running[ObjectIdentifier(record)] = nil
            state.recent.append(summary)
            if state.recent.count > Self.memory { state.recent.removeFirst() }
            switch summary.state {
            case .error: state.totals.errors += 1
            case .cancelled: state.totals.cancelled += 1
            case .running, .done: break
            }
            state.totals.audioSeconds += summary.statistics.audioSeconds
            state.totals.characters += summary.statistics.characters
        }
        metrics.ended(summary, fallbacks: fallbacks)
        if isWatched { tell(.request(summary)) }
        guard !isLogged else { return }
        var fields = summary.fields
        fields["request"] = "\(summary.statistics.requestId)"
        fields["client"] = "\(summary.client)"
        fields["route"] = "\(summary.route)"
        fields["seconds"] = "\(summary.statistics.totalSeconds)"
        logger.info("spoken", metadata: fields)
    }

    /// What runs, what ran (newest first), and the counts.
    var snapshot: (running: [RequestSummary], recent: [RequestSummary], totals: Totals) {
        let (running, recent, totals) = state.withLock { state in
            (Array(state.running.values), Array(state.recent.reversed()), state.totals)
        }
        return (running.map(\.now).sorted { $0.startedAt < $1.startedAt }, recent, totals)
    }

    /// How many requests run.
    var running: Int { state.withLock { $0.running.count } }

    // Watching

    /// Whether anybody watches; what nobody sees need not be worked out.
    var isWatched: Bool { watcherCount.load(ordering: .relaxed) > 0 }

    /// What happens from now on, until the server ends. Who takes the events too slowly
    /// misses the oldest ones.
    ///
    /// - Throws: ``APIError`` 503 where too many watch.
    func watch() throws(APIError) -> AsyncStream<LedgerEvent> {
        let (events, continuation) = AsyncStream.makeStream(
            of: LedgerEvent.self, bufferingPolicy: .bufferingNewest(Self.patience))
        let number = state.withLock { state -> Int? in
            guard !state.hasEnded, state.watchers.count < Self.watchers else { return nil }
            defer { state.nextWatcher += 1 }
            state.watchers[state.nextWatcher] = continuation
            watcherCount.store(state.watchers.count, ordering: .relaxed)
            return state.nextWatcher
        }
        guard let number else {
            throw .busy("\(Self.watchers) watch already; try again later", retryAfter: 5)
        }
        continuation.onTermination = { [weak self] _ in self?.leave(number) }
        return events
    }

    /// Tells those who watch; never waits for any of them.
    func tell(_ event: LedgerEvent) {
        let watchers = state.withLock { Array($0.watchers.values) }
        for watcher in watchers { watcher.yield(event) }
    }

    /// Tells how the requests stand that nothing else tells of: those whose answers leave as
    /// a whole.
    func remind() {
        let running = state.withLock { Array($0.running.values) }
        for record in running {
            if let summary = record.reminder() { tell(.request(summary)) }
        }
    }

    /// Ends everybody's watching, now and later.
    func end() {
        let watchers = state.withLock { state in
            state.hasEnded = true
            return Array(state.watchers.values)
        }
        for watcher in watchers { watcher.finish() }
    }

    private func leave(_ number: Int) {
        state.withLock { state in
            state.watchers[number] = nil
            watcherCount.store(state.watchers.count, ordering: .relaxed)
        }
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
