import AudioFile
import Glibc
import SpeechEngine
import Subprocess
import Synchronization

/// A program that has been started, and takes sound from a pipe or gives it to one.
final class SoundProgram: Sendable {
    /// What it does.
    enum Role {
        /// It plays what it reads from its standard input.
        case player
        /// It records, and writes to its standard output.
        case recorder
    }

    /// How it ended.
    enum Ending: Equatable {
        case exited(code: Int32)
        case signaled(Int32)
        /// It went on without listening, and was made to end.
        case stopped
        case notStarted(reason: String)
    }

    /// Where its sound goes, or comes from; closed by ``endOfSound()``.
    let sound: Int32
    private let errors: Int32
    private let program: Task<TerminationStatus, any Error>
    private let lastErrors = Mutex<[UInt8]>([])
    private let isOpen = Atomic<Bool>(true)
    private let isStopped = Atomic<Bool>(false)

    /// Starts a program.
    ///
    /// - Parameter isApart: Whether keys like Ctrl-C, which end all programs at a terminal, are to
    ///   spare it, so that it ends in good order, with those that it started.
    init(
        _ command: SoundCommand, as role: Role = .player, isApart: Bool = false
    ) throws(EngineError) {
        guard let sound = Pipe(), let errors = Pipe() else {
            throw .player(command: command.line, reason: String(cString: strerror(errno)))
        }
        for end in [errors.reading, errors.writing] { _ = fcntl(end, F_SETFL, O_NONBLOCK) }
        self.sound = role == .player ? sound.writing : sound.reading
        self.errors = errors.reading
        let launch = command.launch
        var options = PlatformOptions()
        if isApart { options.processGroupID = 0 }
        options.teardownSequence = [
            .gracefulShutDown(
                toProcessGroup: isApart, allowedDurationToNextStep: .milliseconds(500))
        ]
        program = Task { [options] in
            switch role {
            case .player:
                try await Subprocess.run(
                    .name(launch.program), arguments: Arguments(launch.arguments),
                    platformOptions: options,
                    input: .fileDescriptor(
                        Self.raw(sound.reading), closeAfterSpawningProcess: true),
                    output: .discarded,
                    // It can neither fill this pipe and wait, nor be read for ever.
                    error: .fileDescriptor(
                        Self.raw(errors.writing), closeAfterSpawningProcess: true)
                ).terminationStatus
            case .recorder:
                try await Subprocess.run(
                    .name(launch.program), arguments: Arguments(launch.arguments),
                    platformOptions: options,
                    output: .fileDescriptor(
                        Self.raw(sound.writing), closeAfterSpawningProcess: true),
                    error: .fileDescriptor(
                        Self.raw(errors.writing), closeAfterSpawningProcess: true)
                ).terminationStatus
            }
        }
    }

    deinit {
        endOfSound()
        close(errors)
    }

    /// Makes it end; what it has not played or given stays unheard.
    func stop() { program.cancel() }

    /// Nothing more comes, or is listened to.
    func endOfSound() {
        if isOpen.exchange(false, ordering: .acquiringAndReleasing) { close(sound) }
    }

    /// Whether it has closed its end of the pipe.
    var isDeaf: Bool {
        var state = pollfd(fd: sound, events: 0, revents: 0)
        return poll(&state, 1, 0) > 0 && Int32(state.revents) & POLLERR != 0
    }

    /// Takes what it complains about, so that there is room for more.
    func listenForErrors() {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            let count = read(errors, &buffer, buffer.count)
            guard count > 0 else { return }
            lastErrors.withLock { $0 = ($0 + buffer[..<count]).suffix(buffer.count) }
        }
    }

    /// The last line that it complained with.
    var lastWords: Substring? {
        listenForErrors()
        return String(decoding: lastErrors.withLock { $0 }, as: UTF8.self)
            .split(whereSeparator: \.isNewline).last
    }

    /// Waits until it has ended.
    ///
    /// - Parameter grace: How long one that doesn't listen any more may go on; nil: for
    ///   as long as it plays.
    func end(within grace: Duration?) async -> Ending {
        endOfSound()
        let impatience = grace.map { grace in
            Task {
                try await Task.sleep(for: grace)
                isStopped.store(true, ordering: .releasing)
                stop()
            }
        }
        let result = await program.result
        impatience?.cancel()
        if isStopped.load(ordering: .acquiring) { return .stopped }
        switch result {
        case .success(.exited(let code)): return .exited(code: code)
        case .success(.signaled(let signal)): return .signaled(signal)
        case .failure(let error): return .notStarted(reason: "\(error)")
        }
    }

    /// A value of a type that stands for a number, such as a file descriptor, where the
    /// type itself belongs to a module that isn't ours to import.
    private static func raw<Value: RawRepresentable>(_ number: Value.RawValue) -> Value {
        guard let value = Value(rawValue: number) else {
            preconditionFailure("\(number) is no \(Value.self)")
        }
        return value
    }
}

extension SoundProgram.Ending {
    /// Why a program ended that should have gone on, in its own words where it has any.
    func reason(lastWords: Substring?) -> String {
        let reason =
            switch self {
            case .exited(let code): "it ended early with status \(code)"
            case .signaled(let signal): "it was ended by signal \(signal)"
            case .stopped: "it closed its end of the pipe and went on"
            case .notStarted(let reason): "it can't be started: \(reason)"
            }
        return lastWords.map { "\(reason) (\($0.prefix(200)))" } ?? reason
    }
}
