import SpeechModel

/// Holds threads, whatever becomes of their tasks, until a test lets them go.
public final class Latch: Sendable {
    private let isOpen = Monitor(false)
    private let arrivals = Gate(open: true)

    /// Makes a latch, closed.
    public init() {}

    /// Holds the calling thread until the latch is open.
    public func hold() {
        arrivals.note()
        isOpen.wait { $0 ? () : nil }
    }

    /// Lets everybody through, now and later.
    public func open() {
        isOpen.withLock { $0 = true }
        isOpen.wakeAll()
    }

    /// Waits until a number of threads, counted from the start, have arrived.
    public func arrived(_ count: Int = 1) async { await arrivals.arrived(count) }
}
