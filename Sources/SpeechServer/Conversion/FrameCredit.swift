import Synchronization

/// How many frames were given and not come back: who reads a socket waits where it is too many.
final class FrameCredit: Sendable {
    private struct State {
        var out = 0
        var isOver = false
        var waiters: [(most: Int, continuation: CheckedContinuation<Bool, Never>)] = []
    }

    private let state = Mutex(State())

    /// Frames that are out.
    var count: Int { state.withLock { $0.out } }

    /// Notes frames that were given.
    func give(_ frames: Int) { state.withLock { $0.out += frames } }

    /// Notes frames that came back.
    func take(_ frames: Int) {
        resume { state in
            state.out -= frames
        }
    }

    /// Nothing comes back any more.
    func end() {
        resume { state in
            state.isOver = true
        }
    }

    /// Waits until so many are out at the most.
    ///
    /// - Returns: Whether that is so; false where nothing comes back any more.
    func wait(most: Int) async -> Bool {
        await withCheckedContinuation { continuation in
            let answer = state.withLock { state -> Bool? in
                if state.isOver { return false }
                if state.out <= most { return true }
                state.waiters.append((most, continuation))
                return nil
            }
            if let answer { continuation.resume(returning: answer) }
        }
    }

    private func resume(_ change: (inout State) -> Void) {
        let (ready, isOver) = state.withLock { state in
            change(&state)
            let (out, isOver) = (state.out, state.isOver)
            let ready = state.waiters.filter { isOver || out <= $0.most }
            state.waiters.removeAll { isOver || out <= $0.most }
            return (ready.map(\.continuation), isOver)
        }
        // Outside of the lock: whoever waits goes on at once.
        for continuation in ready { continuation.resume(returning: !isOver) }
    }
}
