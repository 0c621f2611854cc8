import Dispatch
import Synchronization

/// Threads for work that blocks, so that it never holds one of the few that all
/// of Swift's tasks share.
struct OwnThreads: Sendable {
    private let queue: DispatchQueue

    /// Makes threads under a name; as many run at once as the machine has cores.
    init(named name: String) {
        queue = DispatchQueue(label: name, qos: .userInitiated, attributes: .concurrent)
    }

    /// Runs work on a thread of its own and waits for it without blocking.
    ///
    /// - Parameter work: Given a flag that is raised when the task is cancelled.
    func run<Result: Sendable>(
        _ work: @escaping @Sendable (Flag) -> Result
    ) async -> Result {
        let flag = Flag()
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                queue.async { continuation.resume(returning: work(flag)) }
            }
        } onCancel: {
            flag.raise()
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
