import SpeechPlan
import SpeechText
import Synchronization

/// What a session notes about itself while others work for it.
final class SessionLedger: Sendable {
    let text = Stopwatch()
    let plan = Stopwatch()
    let encoding = Stopwatch()
    private let plannedBytes = Atomic<Int>(0)
    private let cancelled = Atomic<Bool>(false)
    private let skipped = Mutex<[TextWarning]>([])

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

extension SessionLedger {
    /// What the text lost on its way to sentences, once for each cause.
    var losses: [TextWarning] { skipped.withLock { $0 } }

    /// Notes what a sentence lost.
    func noted(_ sentence: Sentence) {
        for pattern in sentence.skippedPatterns {
            let message =
                "the dictionary's pattern '\(pattern)' takes too many steps over a sentence; "
                + "it is left out there"
            skipped.withLock { losses in
                guard losses.count < 100, !losses.contains(where: { $0.message == message })
                else { return }
                losses.append(TextWarning(message: message, offset: sentence.source.lowerBound))
            }
        }
    }
}

/// The sentences of a session, looked at on their way to the planner.
struct LedgeredSentences<Base: Sequence<Sentence> & Sendable>: Sequence, Sendable {
    let base: Base
    let ledger: SessionLedger

    struct Iterator: IteratorProtocol {
        var base: Base.Iterator
        let ledger: SessionLedger

        mutating func next() -> Sentence? {
            guard let sentence = base.next() else { return nil }
            ledger.noted(sentence)
            return sentence
        }
    }

    func makeIterator() -> Iterator {
        Iterator(base: base.makeIterator(), ledger: ledger)
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
