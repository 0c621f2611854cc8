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
        private var count: Int
        private var idle = 0
        private var isClosed = false

        /// At most so many threads.
        init(count: Int) {
            self.count = count
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
        func add(_ job: UnownedJob) -> Bool {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            jobs.append(job)
            return wantsThread()
        }

        /// Allows one thread more, or less; tells whether one is to be started.
        func allow(_ change: Int) -> Bool {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            count += change
            return firstJob < jobs.count && wantsThread()
        }

        /// Sees to it that somebody takes the jobs that wait; tells whether a thread is to
        /// be started for it. The lock is held.
        private func wantsThread() -> Bool {
            if idle >= jobs.count - firstJob || running >= count {
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

        /// Waits for a job; nil after the last one, once closed, and for a thread too many.
        func take() -> UnownedJob? {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            while firstJob == jobs.count, !isClosed, running <= count {
                idle += 1
                pthread_cond_wait(condition, mutex)
                idle -= 1
            }
            guard firstJob < jobs.count, running <= count else {
                running -= 1
                // The one too many may have been woken for a job: another takes it.
                if firstJob < jobs.count { pthread_cond_signal(condition) }
                return nil
            }
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

    private let queue: Queue

    /// At most so many threads.
    init(count: Int) { queue = Queue(count: max(1, count)) }

    func enqueue(_ job: consuming ExecutorJob) {
        if queue.add(UnownedJob(job)) { startThread() }
    }

    /// Allows one thread more, in the place of one that may not come back.
    func add() { if queue.allow(1) { startThread() } }

    /// Allows one thread less: the one that was replaced has come back.
    func remove() { _ = queue.allow(-1) }

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
