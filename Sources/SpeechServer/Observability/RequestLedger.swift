import Glibc
import SpeechEngine
import SpeechPlan
import SpeechText
import Synchronization

/// What the server is doing and did lately, without any text.
final class RequestLedger: Sendable {
    /// How many ended requests are remembered.
    static let memory = 100

    private struct State {
        var running: [String: RequestRecord] = [:]
        var recent: [RequestSummary] = []
        var totals = Totals()
    }

    /// Counts since the server began.
    struct Totals: Encodable, Sendable {
        var requests = 0
        var errors = 0
        var cancelled = 0
        var audioSeconds = 0.0
        var characters = 0
    }

    private let state = Mutex(State())

    /// Notes that a text begins to be spoken.
    func begin(_ origin: RequestOrigin, _ request: SpeechRequest) -> RequestRecord {
        let statistics = SpeechStatistics(
            requestId: origin.id, voice: request.voice, language: request.options.language?.tag,
            profile: request.profile.name)
        let record = RequestRecord(
            self,
            RequestSummary(
                route: origin.route, startedAt: Self.now(), client: origin.client,
                statistics: statistics))
        state.withLock { state in
            state.running[origin.id] = record
            state.totals.requests += 1
        }
        return record
    }

    /// Notes a request that was refused before anything was spoken.
    func refused(_ origin: RequestOrigin, _ error: APIError) {
        state.withLock { state in
            state.totals.requests += 1
            state.totals.errors += 1
        }
    }

    /// Notes that the first audio of a request goes out.
    func heardFirst(_ record: RequestRecord, after time: Duration) {}

    /// Notes that audio goes out; `refresh` brings the record up to date where somebody
    /// looks.
    func progressed(_ record: RequestRecord, _ elapsed: Duration, refresh: () -> Void) {
        refresh()
    }

    /// Notes that a request has ended.
    func ended(_ record: RequestRecord, _ summary: RequestSummary) {
        state.withLock { state in
            state.running[summary.statistics.requestId] = nil
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
    }

    /// What runs, what ran (newest first), and the counts.
    var snapshot: (running: [RequestSummary], recent: [RequestSummary], totals: Totals) {
        let (running, recent, totals) = state.withLock { state in
            (Array(state.running.values), Array(state.recent.reversed()), state.totals)
        }
        return (running.map(\.now).sorted { $0.startedAt < $1.startedAt }, recent, totals)
    }

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
    }
}
