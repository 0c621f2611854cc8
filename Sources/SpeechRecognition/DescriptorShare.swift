import Glibc
import Synchronization

/// Free file descriptors, enough to run a program with.
///
/// swift-subprocess 1.0.2 ends this process where it is given the first of its pipes but not the
/// next, so what it will open is tried before; those of programs that run already are counted
/// again, since they may not have been opened yet.
final class DescriptorShare: Sendable {
    /// Two pipes, the one that tells of the start, the process, and what is made once to wait
    /// for programs and pipes.
    private static let needed = 12

    private static let running = Mutex(0)
    private let isGivenBack = Atomic<Bool>(false)

    /// Makes sure that there is room until ``giveBack()``.
    ///
    /// - Parameter descriptor: One that is open, to be doubled.
    init(doubling descriptor: Int32) throws(RecognitionError) {
        let isRoom = Self.running.withLock { running in
            running += 1
            return Self.isRoom(running * Self.needed, descriptor)
        }
        guard isRoom else {
            giveBack()
            throw .failed(
                component: PocketSphinx.programName,
                reason: "it can't be started, since this process has too many files open; raise "
                    + "the limit (ulimit -n) or recognise fewer recordings at once")
        }
    }

    deinit { giveBack() }

    /// The program has ended, or won't be started.
    func giveBack() {
        if isGivenBack.exchange(true, ordering: .acquiringAndReleasing) { return }
        Self.running.withLock { $0 -= 1 }
    }

    private static func isRoom(_ count: Int, _ descriptor: Int32) -> Bool {
        var copies: [Int32] = []
        defer { for copy in copies { close(copy) } }
        while copies.count < count {
            let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
            guard copy >= 0 else { return false }
            copies.append(copy)
        }
        return true
    }
}
