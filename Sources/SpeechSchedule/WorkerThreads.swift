import Glibc

/// Threads that a scheduler's tasks run on: voices compute for long stretches, which
/// must not hold the threads that everybody else's tasks wait for.
///
/// The threads start with the first job and end after ``close()``; until then they keep
/// this value alive.
final class WorkerThreads: TaskExecutor {
    /// What the threads share.
    ///
    /// `@unchecked Sendable`: every access to the variables lies between lock and unlock
    /// of `mutex`, which, like `condition`, is allocated once and never moves.
    private final class Queue: @unchecked Sendable {
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        private var jobs: [UnownedJob] = []
        private var firstJob = 0
        private var running = 0
        private var idle = 0
        private var isClosed = false

        init() {
            pthread_mutex_init(mutex, nil)
            pthread_cond_init(condition, nil)
        }

        deinit {
            pthread_cond_destroy(condition)
            pthread_mutex_destroy(mutex)
            condition.deallocate()
            mutex.deallocate()
        }

        /// Adds a job; tells whether a thread is to be started for it.
        func add(_ job: UnownedJob, threads: Int) -> Bool {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            jobs.append(job)
            if idle >= jobs.count - firstJob || running >= threads {
                pthread_cond_signal(condition)
                return false
            }
            running += 1
            return true
        }

        /// Takes back a thread that could not be started.
        func lost() {
            pthread_mutex_lock(mutex)
            running -= 1
            pthread_mutex_unlock(mutex)
        }

        /// Waits for a job; nil after the last one, once closed.
        func take() -> UnownedJob? {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            while firstJob == jobs.count, !isClosed {
                idle += 1
                pthread_cond_wait(condition, mutex)
                idle -= 1
            }
            guard firstJob < jobs.count else { return nil }
            let job = jobs[firstJob]
            firstJob += 1
            if firstJob == jobs.count {
                jobs.removeAll(keepingCapacity: true)
                firstJob = 0
            }
            return job
        }

        func close() {
            pthread_mutex_lock(mutex)
            isClosed = true
            pthread_cond_broadcast(condition)
            pthread_mutex_unlock(mutex)
        }
    }

    private let queue = Queue()
    private let count: Int

    /// At most so many threads.
    init(count: Int) { self.count = max(1, count) }

    func enqueue(_ job: consuming ExecutorJob) {
        if queue.add(UnownedJob(job), threads: count) { startThread() }
    }

    /// Ends the threads when no job is left.
    func close() { queue.close() }

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
            queue.lost()
        }
    }

    private func work() {
        while let job = queue.take() { job.runSynchronously(on: asUnownedTaskExecutor()) }
    }
}
