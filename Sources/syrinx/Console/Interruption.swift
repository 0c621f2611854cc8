import Glibc
import SpeechModel
import Synchronization

/// Ctrl-C and termination: the first asks the work to end in good order, the
/// second ends the program at once. Where no work has begun there is nothing to put
/// in order, and the first does.
final class Interruption: Sendable {
    static let shared = Interruption()

    private struct State {
        var action: (@Sendable () -> Void)?
        /// How long the present work may take to end.
        var grace: Duration?
        /// When the program ends though its work has not.
        var deadline: ContinuousClock.Instant?
    }

    private let isRaised = Atomic<Bool>(false)
    private let state = Mutex(State())

    /// What is done when the program ends though its work has not.
    private let farewell = Mutex<(@Sendable () -> Void)?>(nil)

    /// How often a program that is to end looks at its deadline, in milliseconds.
    private static let glance: Int32 = 50

    /// Whether the user asked to end.
    var wasRequested: Bool { isRaised.load(ordering: .acquiring) }

    /// Sets what ends the present work. Runs at once if the user has asked already.
    ///
    /// - Parameter grace: How long the work may take to end: what writes to somebody
    ///   else may be kept waiting for ever. Nil: as long as it needs, for a file that has
    ///   to be completed.
    func onRequest(within grace: Duration?, _ action: @escaping @Sendable () -> Void) {
        state.withLock {
            $0.action = action
            $0.grace = grace
        }
        guard wasRequested else { return }
        startGrace()
        action()
    }

    /// The present work has ended.
    func workEnded() {
        state.withLock {
            $0.action = nil
            $0.grace = .seconds(2)
        }
        if wasRequested { startGrace() }
    }

    /// Sets what is done when the program ends though its work has not, such as giving a terminal
    /// back as it was.
    func beforeExit(_ action: @escaping @Sendable () -> Void) {
        farewell.withLock { $0 = action }
    }

    private func exitNow() -> Never {
        farewell.withLock { $0 }?()
        _exit(ExitStatus.interrupted)
    }

    private func startGrace() {
        state.withLock { state in
            state.deadline = state.grace.map { ContinuousClock.now + $0 }
        }
    }

    /// Begins to listen. Signals reach programs that Syrinx starts as usual, because
    /// handlers, unlike blocked signals, are not inherited.
    ///
    /// - Returns: False where the system gives no thread to listen in; then signals do
    ///   what they always do.
    func listen() -> Bool {
        signal(SIGPIPE, SIG_IGN)
        guard let pipe = Pipe() else { return false }
        signalPipe.store(pipe.writing, ordering: .releasing)
        let reading = pipe.reading
        let isListening = BackgroundThread.start { [self] in
            // A parent may leave them blocked, and every thread but this one with them.
            var signals = sigset_t()
            sigemptyset(&signals)
            for number in [SIGINT, SIGTERM, SIGHUP] { sigaddset(&signals, number) }
            pthread_sigmask(SIG_UNBLOCK, &signals, nil)
            while true {
                var arrival = pollfd(fd: reading, events: Int16(POLLIN), revents: 0)
                if poll(&arrival, 1, wasRequested ? Self.glance : -1) > 0 {
                    var byte: UInt8 = 0
                    if read(reading, &byte, 1) == 1 { raise() }
                }
                if let deadline = state.withLock({ $0.deadline }), ContinuousClock.now > deadline {
                    exitNow()
                }
            }
        }
        guard isListening else { return false }
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
        return true
    }

    private func raise() {
        guard !isRaised.exchange(true, ordering: .acquiringAndReleasing),
            let action = state.withLock({ $0.action })
        else { exitNow() }
        startGrace()
        action()
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
