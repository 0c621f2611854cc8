import Synchronization

/// Counts across threads.
final class Counter: Sendable {
    private let count = Mutex((now: 0, highest: 0))
    var value: Int { count.withLock { $0.now } }
    var highest: Int { count.withLock { $0.highest } }
    func add(_ more: Int = 1) {
        count.withLock {
            $0.now += more
            $0.highest = max($0.highest, $0.now)
        }
    }
}
