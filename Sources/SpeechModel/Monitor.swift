import Glibc

/// A value that threads share, and whose changes they can wait for.
///
/// Waiting blocks the thread: it is for threads of one's own, never for those that Swift's
/// tasks share.
///
/// `@unchecked Sendable`: every access to the value lies between lock and unlock of `mutex`,
/// which, like `condition`, is allocated once and never moves.
public final class Monitor<Value>: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var value: Value

    /// Takes the value to be shared.
    public init(_ value: sending Value) {
        self.value = value
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Does something with the value while nobody else does.
    public func withLock<Result>(
        _ body: (inout sending Value) -> sending Result
    ) -> sending Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        return body(&value)
    }

    /// Waits until something can be had of the value.
    ///
    /// - Parameter body: Asked now and each time that the thread is woken, nobody else doing
    ///   anything with the value; nil lets the thread wait.
    public func wait<Result>(_ body: (inout Value) -> Result?) -> Result {
        pthread_mutex_lock(mutex)
        defer { pthread_mutex_unlock(mutex) }
        while true {
            if let result = body(&value) { return result }
            pthread_cond_wait(condition, mutex)
        }
    }

    /// Wakes one of those who wait, if there is one.
    public func wakeOne() { pthread_cond_signal(condition) }

    /// Wakes all who wait.
    public func wakeAll() { pthread_cond_broadcast(condition) }
}
