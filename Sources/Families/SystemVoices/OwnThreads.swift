import Glibc
import SpeechModel
import Synchronization

/// Threads for work that blocks, so that it never holds one of the few that all
/// of Swift's tasks share. Each piece of work has a thread to itself; as many as there are
/// processors are kept for the next.
final class OwnThreads: Sendable {
    private typealias Job = @Sendable () -> Void

    /// What the threads share.
    ///
    /// `@unchecked Sendable`: every access to the variables lies between lock and unlock
    /// of `mutex`, which, like `condition`, is allocated once and never moves.
    private final class Queue: @unchecked Sendable {
        private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
        private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
        private var jobs: [Job] = []
        private var idle = 0
        private let mostIdle: Int

        init(mostIdle: Int) {
            self.mostIdle = mostIdle
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
        func add(_ job: @escaping Job) -> Bool {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            jobs.append(job)
            guard idle < jobs.count else {
                pthread_cond_signal(condition)
                return false
            }
            return true
        }

        /// The next job; nil where enough threads wait for one already.
        func take() -> Job? {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            while jobs.isEmpty {
                guard idle < mostIdle else { return nil }
                idle += 1
                pthread_cond_wait(condition, mutex)
                idle -= 1
            }
            return jobs.removeFirst()
        }

        /// A job that waits, if there is one.
        func takeNow() -> Job? {
            pthread_mutex_lock(mutex)
            defer { pthread_mutex_unlock(mutex) }
            return jobs.isEmpty ? nil : jobs.removeFirst()
        }
    }

    private let queue: Queue

    /// Makes threads; none starts before there is work.
    init(mostIdle: Int = Processors.count) { queue = Queue(mostIdle: mostIdle) }

    /// Runs work on a thread of its own and waits for it without blocking.
    ///
    /// - Parameter work: Given a flag that is raised when the task is cancelled.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable (Flag) -> Result
    ) async -> Result {
        let flag = Flag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                start { continuation.resume(returning: work(flag)) }
            }
        } onCancel: {
            flag.raise()
        }
    }

    private func start(_ job: @escaping Job) {
        guard queue.add(job) else { return }
        var thread = pthread_t()
        let queue = Unmanaged.passRetained(queue)
        let error = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                let queue = Unmanaged<Queue>.fromOpaque(argument).takeRetainedValue()
                while let job = queue.take() { job() }
                return nil
            }, queue.toOpaque())
        if error == 0 {
            pthread_detach(thread)
        } else {
            // No thread can be had: this one does it.
            queue.release()
            while let job = self.queue.takeNow() { job() }
        }
    }
}

/// Something that can be said once, from any thread.
final class Flag: Sendable {
    private let state = Atomic(false)

    /// Raises the flag.
    func raise() { state.store(true, ordering: .releasing) }

    /// Whether it has been raised.
    var isRaised: Bool { state.load(ordering: .acquiring) }
}
