import Glibc
import SpeechModel

/// Threads that a scheduler's tasks run on: voices compute for long stretches, which
/// must not hold the threads that everybody else's tasks wait for.
///
/// The threads start with the first job and end after ``close()``; until then they keep
/// this value alive.
final class WorkerThreads: TaskExecutor {
    /// What the threads share.
    private struct Queue {
        var jobs: [UnownedJob] = []
        var firstJob = 0
        var running = 0
        var count: Int
        var idle = 0
        var isClosed = false

        var waiting: Int { jobs.count - firstJob }

        /// Whether a thread is to be started for the jobs that wait; it is counted then.
        mutating func startsThread() -> Bool {
            guard idle < waiting, running < count else { return false }
            running += 1
            return true
        }

        mutating func removeFirst() -> UnownedJob {
            let job = jobs[firstJob]
            firstJob += 1
            if firstJob == jobs.count {
                jobs.removeAll(keepingCapacity: true)
                firstJob = 0
            }
            return job
        }
    }

    private let queue: Monitor<Queue>

    /// At most so many threads.
    init(count: Int) { queue = Monitor(Queue(count: max(1, count))) }

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
        var thread = pthread_t()
        let me = Unmanaged.passRetained(self)
        let error = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let threads = Unmanaged<WorkerThreads>.fromOpaque(argument).takeRetainedValue()
                threads.work()
                return nil
            }, me.toOpaque())
        if error == 0 {
            pthread_detach(thread)
        } else {
            me.release()
            queue.withLock { $0.running -= 1 }
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
                if state.waiting > 0 { return state.removeFirst() }
                if !state.isClosed {
                    state.idle += 1
                    isIdle = true
                    return nil
                }
            }
            state.running -= 1
            // The one too many may have been woken for a job: another takes it.
            if state.waiting > 0 { queue.wakeOne() }
            return .some(nil)
        }
    }
}
