import Glibc
import SpeechEngine
import SpeechModel
import Synchronization

/// Standard input as its writer writes it: a pipe, a socket or a terminal.
final class ArrivingInput: Sendable {
    /// What comes of waiting.
    enum Arrival: Sendable {
        case text([UInt8])
        /// The writer hesitates.
        case nothing
        case end
        case failed(errno: Int32)
        /// Nobody takes the sound any more.
        case readerGone
        /// Nobody wants more.
        case stopped
    }

    /// How often waiting looks whether it has become pointless, in milliseconds.
    private static let glance = 50

    private let isStopped = Atomic<Bool>(false)
    private let watched = Atomic<Int32>(-1)

    /// Standard input, where it is written while it is read; nil for a file.
    init?() {
        var status = stat()
        guard fstat(STDIN_FILENO, &status) == 0 else { return nil }
        let kind = status.st_mode & S_IFMT
        guard kind == S_IFIFO || kind == S_IFSOCK || kind == S_IFCHR else { return nil }
    }

    /// Ends all waiting.
    func stop() { isStopped.store(true, ordering: .releasing) }

    /// Sets where the sound goes: a pipe that is looked after while the writer hesitates
    /// and nothing is written to it, which alone would tell that its reader has gone.
    func watch(_ output: Int32) { watched.store(output, ordering: .releasing) }

    /// Waits for text.
    ///
    /// - Parameter hesitation: After how long ``Arrival/nothing`` comes; nil: never.
    func next(within hesitation: Duration? = nil) async -> Arrival {
        await withCheckedContinuation { waiter in
            // A thread of its own: reading a pipe holds its thread as long as it likes.
            let isStarted = BackgroundThread.start {
                waiter.resume(returning: self.read(within: hesitation))
            }
            if !isStarted { waiter.resume(returning: .failed(errno: EAGAIN)) }
        }
    }

    private func read(within hesitation: Duration?) -> Arrival {
        let start = ContinuousClock.now
        while !isStopped.load(ordering: .acquiring), !Interruption.shared.wasRequested {
            var wait = Self.glance
            if let hesitation {
                let left = hesitation - (ContinuousClock.now - start)
                if left <= .zero { return .nothing }
                let (seconds, fraction) = left.components
                if seconds == 0 { wait = min(wait, Int(fraction / 1_000_000_000_000_000) + 1) }
            }
            // A negative number is looked after by nobody.
            var ready = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                pollfd(fd: watched.load(ordering: .acquiring), events: 0, revents: 0),
            ]
            let count = poll(&ready, 2, Int32(wait))
            if count == 0 || (count < 0 && errno == EINTR) { continue }
            guard count > 0 else { return .failed(errno: errno) }
            if Int32(ready[1].revents) & (POLLERR | POLLHUP) != 0 { return .readerGone }
            if Int32(ready[1].revents) & POLLNVAL != 0 {
                // Its owner has closed it meanwhile, and will say what is to happen.
                _ = watched.compareExchange(
                    expected: ready[1].fd, desired: -1, ordering: .acquiringAndReleasing)
            }
            // Without something there a read would wait for a writer who may never write.
            guard ready[0].revents != 0 else { continue }
            var bytes = [UInt8](repeating: 0, count: 1 << 16)
            let length = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
            if length > 0 { return .text(Array(bytes[..<length])) }
            if length == 0 { return .end }
            if errno != EINTR, errno != EAGAIN { return .failed(errno: errno) }
        }
        return .stopped
    }
}

extension ArrivingInput {
    /// The beginning of a text, as much as tells plain text from SSML.
    struct Beginning {
        var text: [UInt8] = []
        /// Whether that is all.
        var isWhole = false
        var isMarkup = false
    }

    /// Waits for the beginning.
    func beginning() async throws(EngineError) -> Beginning {
        var beginning = Beginning()
        while true {
            switch await next() {
            case .text(let piece): beginning.text += piece
            case .end: beginning.isWhole = true
            case .nothing: continue
            case .stopped: throw .cancelled
            case .readerGone: throw Self.unheard
            case .failed(let code): throw Self.unreadable(code)
            }
            switch TextInput.beginsAsSSML(beginning.text) {
            case true?: beginning.isMarkup = true
            case nil where !beginning.isWhole: continue
            default: break
            }
            return beginning
        }
    }

    /// The rest of a text that is to be read whole.
    func rest(
        behind beginning: [UInt8], limit: Int
    ) async throws(EngineError) -> [UInt8] {
        var text = beginning
        while true {
            guard text.count <= limit else { throw TextInput.tooLarge("standard input", limit) }
            switch await next() {
            case .text(let piece): text += piece
            case .end: return text
            case .nothing: continue
            case .stopped: throw .cancelled
            case .readerGone: throw Self.unheard
            case .failed(let code): throw Self.unreadable(code)
            }
        }
    }

    /// Hands everything that comes to a text that is being spoken.
    ///
    /// - Returns: What went wrong.
    func feed(_ text: SpeechInput, hesitation: Duration) async -> EngineError? {
        // Hesitating for longer changes nothing any more.
        var isSettled = false
        while true {
            let arrival = await next(
                within: isSettled || hesitation == .zero ? nil : hesitation)
            switch arrival {
            case .text(let piece):
                isSettled = false
                do throws(EngineError) {
                    try await text.append(piece)
                } catch {
                    return error
                }
            case .nothing:
                isSettled = true
                text.flushToMark()
            case .end:
                text.finish()
                return nil
            case .stopped: return nil
            case .readerGone: return Self.unheard
            case .failed(let code): return Self.unreadable(code)
            }
        }
    }

    private static let unheard = EngineError.outputClosed(path: "the output")

    private static func unreadable(_ code: Int32) -> EngineError {
        .unreadable(path: "standard input", reason: String(cString: strerror(code)))
    }
}
