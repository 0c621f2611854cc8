import Glibc
import SpeechModel

/// Where log lines go: a file descriptor that a thread of its own writes to, so that
/// whoever logs never waits, even where nobody reads, the disk is full or the descriptor
/// is closed. What doesn't fit the buffer then is counted and told when there is room.
final class LogSink: Sendable {
    /// The standard error stream.
    static let standardError = LogSink(descriptor: STDERR_FILENO)

    private let queue: Queue

    /// - Parameters:
    ///   - descriptor: Stays open; whoever opened it closes it.
    ///   - capacity: Bytes that wait at the most.
    init(descriptor: Int32, capacity: Int = 1 << 20) {
        queue = Queue(descriptor: descriptor, capacity: capacity)
        queue.start()
    }

    deinit { queue.end() }

    /// Lines that were dropped so far.
    var lost: Int { queue.lost }

    /// Hands over a line; its end is added.
    func write(_ line: String) { queue.add(line) }

    /// Waits until what was handed over is written, but not for ever.
    ///
    /// - Parameter milliseconds: How long to wait.
    /// - Returns: Whether all was written.
    @discardableResult
    func flush(within milliseconds: Int = 1_000) -> Bool { queue.flush(within: milliseconds) }
}

/// The lines that wait, and the thread that writes them.
private final class Queue: Sendable {
    private struct State {
        var bytes: [UInt8] = []
        /// Whether the thread is writing what it took.
        var isWriting = false
        var hasEnded = false
        var lost = 0
        /// Of those, the ones that the log itself has not told of.
        var untold = 0
    }

    private let descriptor: Int32
    private let capacity: Int
    private let state = Monitor(State())

    init(descriptor: Int32, capacity: Int) {
        self.descriptor = descriptor
        self.capacity = capacity
    }

    var lost: Int { state.withLock { $0.lost } }

    func start() {
        guard !BackgroundThread.start({ self.run() }) else { return }
        state.withLock { $0.hasEnded = true }
    }

    func add(_ line: String) {
        let isAdded = state.withLock { state in
            guard !state.hasEnded, state.bytes.count + line.utf8.count + 64 <= capacity else {
                state.lost += 1
                state.untold += 1
                return false
            }
            if state.untold > 0 {
                state.bytes += "(\(state.untold) lines lost)\n".utf8
                state.untold = 0
            }
            state.bytes += line.utf8
            state.bytes.append(0x0A)
            return true
        }
        if isAdded { state.wakeOne() }
    }

    func end() {
        state.withLock { $0.hasEnded = true }
        state.wakeOne()
    }

    func flush(within milliseconds: Int) -> Bool {
        for _ in 0...max(0, milliseconds / 5) {
            if state.withLock({ $0.bytes.isEmpty && !$0.isWriting }) { return true }
            usleep(5_000)
        }
        return false
    }

    private func run() {
        // A reader that has gone must not end the process.
        var signals = sigset_t()
        sigfillset(&signals)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
        while true {
            let (bytes, isLast) = state.wait { state -> ([UInt8], Bool)? in
                guard !state.bytes.isEmpty || state.hasEnded else { return nil }
                defer {
                    state.bytes = []
                    state.isWriting = true
                }
                return (state.bytes, state.hasEnded)
            }
            write(bytes)
            state.withLock { $0.isWriting = false }
            if isLast { return }
        }
    }

    /// Writes as far as the descriptor takes it; what it refuses for good is gone.
    private func write(_ bytes: [UInt8]) {
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 {
                rest = rest.dropFirst(count)
            } else if count < 0, errno == EAGAIN {
                var wanted = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                poll(&wanted, 1, 1_000)
            } else if count < 0, errno == EINTR {
                continue
            } else {
                let lines = rest.count { $0 == 0x0A }
                state.withLock { $0.lost += lines }
                return
            }
        }
    }
}
