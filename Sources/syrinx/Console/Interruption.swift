import Glibc
import Synchronization

/// Ctrl-C and termination: the first asks the work to end in good order, the
/// second ends the program at once.
final class Interruption: Sendable {
    static let shared = Interruption()

    private let isRaised = Atomic<Bool>(false)
    private let action = Mutex<(@Sendable () -> Void)?>(nil)

    /// Whether the user asked to end.
    var wasRequested: Bool { isRaised.load(ordering: .acquiring) }

    /// Sets what ends the present work; nil for none. Runs at once if the user has
    /// asked already.
    func onRequest(_ action: (@Sendable () -> Void)?) {
        self.action.withLock { $0 = action }
        if wasRequested { action?() }
    }

    /// Begins to listen. Signals reach programs that Syrinx starts as usual, because
    /// handlers, unlike blocked signals, are not inherited.
    func listen() {
        signal(SIGPIPE, SIG_IGN)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        signalPipe.store(ends[1], ordering: .releasing)
        for number in [SIGINT, SIGTERM, SIGHUP] {
            var ignored = sigaction()
            // What a parent such as nohup ignores stays ignored.
            if sigaction(number, nil, &ignored) == 0,
                unsafeBitCast(ignored.__sigaction_handler.sa_handler, to: Int.self) == 1
            {
                continue
            }
            signal(number, handler)
        }
        let reading = ends[0]
        BackgroundThread.start { [self] in
            var byte: UInt8 = 0
            while read(reading, &byte, 1) == 1 || errno == EINTR { raise() }
        }
    }

    private func raise() {
        if isRaised.exchange(true, ordering: .acquiringAndReleasing) {
            _exit(ExitStatus.interrupted)
        }
        action.withLock { $0 }?()
    }
}

/// Where the signal handler writes; atomic, so that reading it in a handler is safe.
private let signalPipe = Atomic<Int32>(-1)

/// Only `write`, which is safe in a signal handler.
private func handler(_ number: Int32) {
    var byte = UInt8(truncatingIfNeeded: number)
    let saved = errno
    _ = write(signalPipe.load(ordering: .relaxed), &byte, 1)
    errno = saved
}
