import Glibc

/// Holds threads, whatever becomes of their tasks, until a test lets them go.
///
/// `@unchecked Sendable`: every access to the variables lies between lock and unlock of
/// `mutex`, which, like `condition`, is allocated once and never moves.
public final class Latch: @unchecked Sendable {
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
    private var isOpen = false
    private let arrivals = Gate(open: true)

    /// Makes a latch, closed.
    public init() {
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(condition, nil)
    }

    deinit {
        pthread_cond_destroy(condition)
        pthread_mutex_destroy(mutex)
        condition.deallocate()
        mutex.deallocate()
    }

    /// Holds the calling thread until the latch is open.
    public func hold() {
        arrivals.note()
        pthread_mutex_lock(mutex)
        while !isOpen { pthread_cond_wait(condition, mutex) }
        pthread_mutex_unlock(mutex)
    }

    /// Lets everybody through, now and later.
    public func open() {
        pthread_mutex_lock(mutex)
        isOpen = true
        pthread_cond_broadcast(condition)
        pthread_mutex_unlock(mutex)
    }

    /// Waits until a number of threads, counted from the start, have arrived.
    public func arrived(_ count: Int = 1) async { await arrivals.arrived(count) }
}
