import Synchronization

/// What another probe said a moment ago.
///
/// Asking the system takes a quarter of a millisecond (two shared cores), and every batch
/// asks while all listeners wait; what memory is free changes more slowly than that, and
/// what the batches themselves take is counted apart.
final class RecentMemory: MemoryProbe {
    private struct Reading {
        var bytes: Int?
        var time: ContinuousClock.Instant
    }

    /// How long an answer holds.
    private static let age = Duration.milliseconds(100)

    private let probe: any MemoryProbe
    private let last = Mutex<Reading?>(nil)

    init(_ probe: any MemoryProbe) { self.probe = probe }

    func available() -> Int? {
        last.withLock { last in
            let now = ContinuousClock.now
            if let last, now - last.time < Self.age { return last.bytes }
            let bytes = probe.available()
            last = Reading(bytes: bytes, time: now)
            return bytes
        }
    }
}
