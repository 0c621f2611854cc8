import SpeechModel

/// Where a call of a family waits until others have had their first sound.
final class HoldingPoint: Sendable {
    private let isOpen = Monitor(false)

    /// Waits, on this thread, until the point is open.
    func wait() { isOpen.wait { $0 ? () : nil } }

    /// Lets the call go on.
    func open() {
        isOpen.withLock { $0 = true }
        isOpen.wakeAll()
    }
}

extension SchedulerCore {
    /// Where a call has to wait that has just delivered; nil where it need not.
    func hold(_ batch: BatchID, _ state: inout State) -> HoldingPoint? {
        guard !state.isStopped, state.dispatcher.holds(batch) else { return nil }
        let point = HoldingPoint()
        state.held[batch] = point
        state.wantedTasks += 1
        // The family may use one of these threads.
        threads.add()
        return point
    }

    /// Whether nobody waits for anything of a batch.
    func isDead(_ batch: BatchID) -> Bool {
        reading { $0.isStopped || $0.dispatcher.isDead(batch) }
    }
}
