import Synchronization

/// Holds work until a test lets it go on, and tells the test when it has arrived:
/// order without sleeping.
public final class Gate: Sendable {
    private struct State {
        var isOpen = false
        var permits = 0
        var arrivals = 0
        var nextID = 0
        var held: [(id: Int, go: CheckedContinuation<Void, Never>)] = []
        var watchers: [(count: Int, go: CheckedContinuation<Void, Never>)] = []
    }
    private let state: Mutex<State>

    /// Makes a gate, closed unless told otherwise.
    public init(open: Bool = false) {
        state = Mutex(State(isOpen: open))
    }

    /// How many have arrived so far, held or not.
    public var arrivals: Int { state.withLock { $0.arrivals } }

    /// How many are held now.
    public var waiting: Int { state.withLock { $0.held.count } }

    /// Waits until the gate lets one more through; returns early when the task is
    /// cancelled.
    public func pass() async {
        let id = arrive()
        guard let id else { return }
        await withTaskCancellationHandler {
            await withCheckedContinuation { hold($0, id) }
        } onCancel: {
            let freed = state.withLock { state -> CheckedContinuation<Void, Never>? in
                guard let index = state.held.firstIndex(where: { $0.id == id }) else { return nil }
                return state.held.remove(at: index).go
            }
            freed?.resume()
        }
    }

    /// Lets everybody through, now and later.
    public func open() {
        let freed = state.withLock { state in
            state.isOpen = true
            defer { state.held = [] }
            return state.held
        }
        for one in freed { one.go.resume() }
    }

    /// Holds whoever comes from now on.
    public func close() {
        state.withLock {
            $0.isOpen = false
            $0.permits = 0
        }
    }

    /// Lets a number of them through, those that wait first.
    public func admit(_ count: Int = 1) {
        let freed = state.withLock { state in
            let now = min(count, state.held.count)
            state.permits += count - now
            let freed = state.held.prefix(now)
            state.held.removeFirst(now)
            return freed
        }
        for one in freed { one.go.resume() }
    }

    /// Waits until a number of them, counted from the start, have arrived.
    public func arrived(_ count: Int = 1) async {
        await withCheckedContinuation { continuation in
            let isThere = state.withLock { state in
                if state.arrivals >= count { return true }
                state.watchers.append((count, continuation))
                return false
            }
            if isThere { continuation.resume() }
        }
    }

    /// Counts an arrival at a gate that stays open.
    func note() { _ = arrive() }

    /// Counts an arrival; nil if it may go on at once, else its number.
    private func arrive() -> Int? {
        let (id, told) = state.withLock { state -> (Int?, [CheckedContinuation<Void, Never>]) in
            state.arrivals += 1
            let told = state.watchers.filter { $0.count <= state.arrivals }.map(\.go)
            state.watchers.removeAll { $0.count <= state.arrivals }
            if state.isOpen { return (nil, told) }
            if state.permits > 0 {
                state.permits -= 1
                return (nil, told)
            }
            state.nextID += 1
            return (state.nextID, told)
        }
        for watcher in told { watcher.resume() }
        return id
    }

    /// Holds a continuation, unless the gate has been opened since it arrived or
    /// its task is cancelled already.
    private func hold(_ continuation: CheckedContinuation<Void, Never>, _ id: Int) {
        let goesOn = state.withLock { state in
            if state.isOpen || Task.isCancelled { return true }
            if state.permits > 0 {
                state.permits -= 1
                return true
            }
            state.held.append((id, continuation))
            return false
        }
        if goesOn { continuation.resume() }
    }
}
