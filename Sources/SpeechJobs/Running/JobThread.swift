import Dispatch

/// A thread of a worker's own: writing to the disk and encoding keep threads of Swift's
/// shared pool, on which listeners are served, from nothing.
final class JobThread: TaskExecutor {
    private let queue: DispatchQueue

    init(_ name: String) { queue = DispatchQueue(label: name, qos: .utility) }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let executor = asUnownedTaskExecutor()
        queue.async { job.runSynchronously(on: executor) }
    }
}
