import Glibc

/// Where a call of a family waits until others have had their first sound.
///
/// `@unchecked Sendable`: the semaphore is allocated once, never moves, and is made for
/// being waited for by one thread and opened by another.
final class HoldingPoint: @unchecked Sendable {
    private let semaphore = UnsafeMutablePointer<sem_t>.allocate(capacity: 1)

    init() { sem_init(semaphore, 0, 0) }

    deinit {
        sem_destroy(semaphore)
        semaphore.deallocate()
    }

    /// Waits, on this thread, until the point is open.
    func wait() {
        while sem_wait(semaphore) != 0, errno == EINTR {}
    }

    /// Lets the call go on; once.
    func open() { sem_post(semaphore) }
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
