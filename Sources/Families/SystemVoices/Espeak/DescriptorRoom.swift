import Glibc
import SpeechModel
import Synchronization

/// Free file descriptors, enough to start a program with.
///
/// swift-subprocess 1.0.2 ends this process where it is given the first of its pipes but
/// not the next, so what it will open is tried before. Those who are about to start another
/// are counted as well.
final class DescriptorRoom: Sendable {
    /// For one program: two pipes, the one that tells of its start, the process, and what
    /// is made once to wait for programs and pipes.
    private static let needed = 12

    /// How many have room and have not started their program yet.
    private static let starting = Mutex(0)

    private let isGivenBack = Mutex(false)

    /// Makes sure that there is room until ``giveBack()``.
    ///
    /// - Parameter descriptor: One that is open, to be doubled.
    /// - Throws: ``SynthesisError/failed(_:)`` where there is too little.
    init(doubling descriptor: Int32) throws(SynthesisError) {
        let isRoom = Self.starting.withLock { starting in
            guard Self.isRoom((starting + 1) * Self.needed, descriptor) else { return false }
            starting += 1
            return true
        }
        guard isRoom else {
            isGivenBack.withLock { $0 = true }
            throw .failed(
                "espeak-ng can't be started: this process has too many files open; raise the "
                    + "limit (ulimit -n)")
        }
    }

    deinit { giveBack() }

    /// The program has been started, or won't be.
    func giveBack() {
        isGivenBack.withLock { isGivenBack in
            guard !isGivenBack else { return }
            isGivenBack = true
            Self.starting.withLock { $0 -= 1 }
        }
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
