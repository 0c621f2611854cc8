import SpeechModel

/// Threads that a scheduler's tasks run on: voices compute for long stretches, which
/// must not hold the threads that everybody else's tasks wait for.
///
/// The threads start with the first job and end after ``close()``; until then they keep
/// this value alive.
final class WorkerThreads: TaskExecutor {
    /// What the threads share.
    private struct Queue {
        var jobs = FIFO<UnownedJob>()
        var running = 0
        var count: Int
        var idle = 0
        var isClosed = false

        /// Whether a thread is to be started for the jobs that wait; it is counted then.
        mutating func startsThread() -> Bool {
            guard idle < jobs.count, running < count else { return false }
            running += 1
            return true
        }
    }

    /// Runs a function on a thread of its own; false where there is none to be had.
    typealias Start = @Sendable (_ body: @escaping @Sendable () -> Void) -> Bool

    private let queue: Monitor<Queue>
    private let start: Start

    /// At most so many threads.
    init(count: Int, start: @escaping Start = { BackgroundThread.start($0) }) {
        queue = Monitor(Queue(count: max(1, count)))
        self.start = start
    }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        seeTo { $0.jobs.append(job) }
    }

    /// Allows one thread more, in the place of one that may not come back.
    func add() { seeTo { $0.count += 1 } }

    /// Allows one thread less: the one that was replaced has come back.
    func remove() { queue.withLock { $0.count -= 1 } }

    /// Ends the threads when no job is left.
    func close() {
        queue.withLock { $0.isClosed = true }
        queue.wakeAll()
    }

    /// Changes what there is to do, and sees to it that somebody does it.
    private func seeTo(_ change: (inout Queue) -> Void) {
        let startsThread = queue.withLock { queue in
            change(&queue)
            return queue.startsThread()
        }
        if startsThread { startThread() } else { queue.wakeOne() }
    }

    private func startThread() {
        guard !start({ self.work() }) else { return }
        let isAlone = queue.withLock { queue in
            guard queue.running > 1 else { return true }
            queue.running -= 1
            return false
        }
        if isAlone { standIn() }
    }

    /// Does on this thread, which counts as running, what waits: not one of our own can be
    /// had, and nobody else would do it.
    private func standIn() {
        while let job = queue.withLock({ queue in
            let job = queue.jobs.popFirst()
            if job == nil { queue.running -= 1 }
            return job
        }) {
            job.runSynchronously(on: asUnownedTaskExecutor())
        }
    }

    private func work() {
        while let job = take() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }

    /// Waits for a job; nil after the last one, once closed, and for a thread too many.
    private func take() -> UnownedJob? {
        var isIdle = false
        return queue.wait { state -> UnownedJob?? in
            if isIdle {
                state.idle -= 1
                isIdle = false
            }
            if state.running <= state.count {
                if let job = state.jobs.popFirst() { return job }
                if !state.isClosed {
                    state.idle += 1
                    isIdle = true
                    return nil
                }
            }
            state.running -= 1
            // The one too many may have been woken for a job: another takes it.
            if !state.jobs.isEmpty { queue.wakeOne() }
            return .some(nil)
        }
    }
}
