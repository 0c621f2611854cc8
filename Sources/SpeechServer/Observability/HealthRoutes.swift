import Hummingbird
import SpeechEngine
import Synchronization

/// Whether the voices asked for at start have spoken.
final class Readiness: Sendable {
    /// How the warm-up stands.
    enum State: Sendable {
        case warming
        case ready
        case failed(String)
    }

    private let current = Mutex(State.warming)

    var state: State {
        get { current.withLock { $0 } }
        set { current.withLock { $0 = newValue } }
    }

    /// Whether they have.
    var isReady: Bool {
        if case .ready = state { true } else { false }
    }
}

/// `GET /health` (the process lives) and `GET /ready` (the voices speak).
struct HealthRoutes: Sendable {
    let readiness: Readiness

    private struct Status: Encodable {
        var status: String
        var reason: String?
    }

    func add(to router: Router<ServerContext>) {
        router.get("/health") { _, _ in try JSONBody.response(Status(status: "ok")) }
        router.get("/ready") { _, _ in
            switch readiness.state {
            case .ready: return try JSONBody.response(Status(status: "ready"))
            case .warming:
                return try JSONBody.response(
                    Status(status: "warming up"), status: .serviceUnavailable,
                    headers: [.retryAfter: "1"])
            case .failed(let reason):
                return try JSONBody.response(
                    Status(status: "not ready", reason: reason), status: .serviceUnavailable)
            }
        }
    }
}
