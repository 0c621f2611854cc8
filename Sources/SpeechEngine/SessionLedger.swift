import SpeechPlan
import Synchronization

/// What a session notes about itself while others work for it.
final class SessionLedger: Sendable {
    let text = Stopwatch()
    let plan = Stopwatch()
    let encoding = Stopwatch()
    private let plannedBytes = Atomic<Int>(0)
    private let cancelled = Atomic<Bool>(false)

    /// How much of the source has been planned, in bytes.
    var plannedSource: Int { plannedBytes.load(ordering: .relaxed) }

    /// Whether the listener asked to end early.
    var wasCancelled: Bool { cancelled.load(ordering: .acquiring) }

    func cancel() { cancelled.store(true, ordering: .releasing) }

    /// Notes that a chunk was planned.
    func planned(_ chunk: Chunk) {
        plannedBytes.store(chunk.source.upperBound, ordering: .relaxed)
    }
}

/// The chunks of a session, timed and counted on their way to the scheduler.
struct LedgeredChunks<Base: Sequence<Chunk> & Sendable>: Sequence, Sendable {
    let base: Base
    let ledger: SessionLedger

    struct Iterator: IteratorProtocol {
        var base: Base.Iterator
        let ledger: SessionLedger

        mutating func next() -> Chunk? {
            let start = ContinuousClock.now
            defer { ledger.plan.add(ContinuousClock.now - start) }
            guard let chunk = base.next() else { return nil }
            ledger.planned(chunk)
            return chunk
        }
    }

    func makeIterator() -> Iterator {
        Iterator(base: base.makeIterator(), ledger: ledger)
    }
}
