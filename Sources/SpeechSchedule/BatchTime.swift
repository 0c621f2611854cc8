import AudioSignal
import Synchronization

/// Shares the wall time of a batch out to its segments while it runs: each moment
/// belongs in equal parts to those that have not ended. So a segment has all of its
/// time when its end is passed on, which may be the end of its listener's stream.
final class BatchTime: Sendable {
    private struct State {
        var last: ContinuousClock.Instant
        var running: Set<Int>
    }

    private let state: Mutex<State>

    init(_ segments: Range<Int>, from start: ContinuousClock.Instant) {
        state = Mutex(State(last: start, running: Set(segments)))
    }

    /// The time since the last call, in seconds, for each segment still running;
    /// afterwards `ended` is not.
    func share(ending ended: Int?, at now: ContinuousClock.Instant) -> (
        seconds: Double, of: Set<Int>
    ) {
        state.withLock { state in
            let running = state.running
            let seconds = (now - state.last).seconds / Double(max(1, running.count))
            state.last = now
            if let ended { state.running.remove(ended) }
            return (seconds, running)
        }
    }
}
