import Glibc

/// A run of the built `syrinx`, as a process of its own.
struct CommandRun {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// The exit status; 128 and the signal's number where a signal ended it.
    var status: Int32 = -1
    var output: [UInt8] = []
    var errors = ""

    var text: String { String(decoding: output, as: UTF8.self) }

    /// The folder of the programs: the build puts them beside the test bundle.
    static let programs: String = {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(
            decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return "/" + own.split(separator: "/").dropLast().joined(separator: "/")
    }()

    /// Runs `syrinx`, or another program of the package, to its end.
    ///
    /// - Parameters:
    ///   - input: What it reads on standard input.
    ///   - environment: Beside `PATH`, a home without settings, and flite for what is said.
    ///   - folder: The working directory.
    ///   - shell: What a shell is to put behind the command: `<&-`, or words that are not
    ///     UTF-8.
    ///   - limit: What `ulimit` is told before.
    ///   - closingAfter: Closes standard output after so many bytes.
    ///   - whenFirstHeard: Called with the process's ID at its first output.
    static func syrinx(
        _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
        in folder: String = "/tmp", shell: String? = nil, limit: String? = nil,
        closingAfter: Int? = nil, program: String = "syrinx",
        whenFirstHeard: ((pid_t) -> Void)? = nil
    ) throws -> CommandRun {
        let process = try RunningCommand(
            arguments, environment: environment, folder: folder, shell: shell, limit: limit,
            program: program)
        return try process.finish(
            input: input, closingAfter: closingAfter, whenFirstHeard: whenFirstHeard)
    }
}

/// A `syrinx` that has been started.
final class RunningCommand {
    let id: pid_t
    private(set) var standardInput: Int32
    private(set) var standardOutput: Int32
    private var standardError: Int32

    init(
        _ arguments: [String], environment: [String: String] = [:], folder: String = "/tmp",
        shell: String? = nil, limit: String? = nil, program: String = "syrinx"
    ) throws {
        let program = CommandRun.programs + "/" + program
        signal(SIGPIPE, SIG_IGN)
        let pipes = try (0..<3).map { _ in
            var ends: [Int32] = [-1, -1]
            guard pipe(&ends) == 0 else { throw CommandRun.Failure(description: "no pipe") }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            return ends
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, pipes[0][0], 0)
        posix_spawn_file_actions_adddup2(&actions, pipes[1][1], 1)
        posix_spawn_file_actions_adddup2(&actions, pipes[2][1], 2)
        // Nothing else that the test runner has open.
        for other in 3..<256 { posix_spawn_file_actions_addclose(&actions, Int32(other)) }
        // Signals as a shell hands them on, whatever the test runner ignores.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin"
        var variables = ["PATH": path, "HOME": "/nonexistent", "LANG": "C.UTF-8"]
        // A voice that needs no runtime, and is quick in a debug build too.
        if arguments.first == "say" { variables["SYRINX_FAMILY"] = "flite" }
        variables.merge(environment) { $1 }
        // `env` changes the folder and then becomes the program.
        let limits = limit.map { "ulimit \($0); " } ?? ""
        let shell =
            shell == nil && limit == nil
            ? [] : ["sh", "-c", "\(limits)exec \"$0\" \"$@\" \(shell ?? "")"]
        var words =
            (["env", "-C", folder] + shell + [program] + arguments).map { strdup($0) }
            + [nil]
        var pairs = variables.map { strdup($0.key + "=" + $0.value) } + [nil]
        defer { for word in words + pairs { free(word) } }
        var id = pid_t()
        let code = posix_spawn(&id, "/usr/bin/env", &actions, &attributes, &words, &pairs)
        close(pipes[0][0])
        close(pipes[1][1])
        close(pipes[2][1])
        guard code == 0 else {
            throw CommandRun.Failure(
                description: "\(program): \(String(cString: strerror(code)))")
        }
        self.id = id
        standardInput = pipes[0][1]
        standardOutput = pipes[1][0]
        standardError = pipes[2][0]
        _ = fcntl(standardInput, F_SETFL, O_NONBLOCK)
    }

    /// Serves the process's pipes until it has ended. One that neither speaks nor
    /// ends within three minutes is taken for hung, and killed.
    func finish(
        input: [UInt8] = [], closingAfter: Int? = nil, whenFirstHeard: ((pid_t) -> Void)? = nil
    ) throws -> CommandRun {
        var run = CommandRun()
        var errors: [UInt8] = []
        var rest = input[...]
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var heard = whenFirstHeard
        while standardOutput >= 0 || standardError >= 0 {
            if rest.isEmpty { Self.shut(&standardInput) }
            var polls = [
                pollfd(fd: standardOutput, events: Int16(POLLIN), revents: 0),
                pollfd(fd: standardError, events: Int16(POLLIN), revents: 0),
                pollfd(fd: standardInput, events: Int16(POLLOUT), revents: 0),
            ]
            let ready = poll(&polls, 3, 180_000)
            if ready < 0, errno == EINTR { continue }
            guard ready > 0 else {
                kill(id, SIGKILL)
                waitpid(id, nil, 0)
                throw CommandRun.Failure(description: "hung")
            }
            if polls[0].revents != 0 {
                let count = read(standardOutput, &buffer, buffer.count)
                if count > 0 { run.output += buffer[..<count] }
                if count > 0 {
                    heard?(id)
                    heard = nil
                }
                let isEnough = closingAfter.map { run.output.count >= $0 } ?? false
                if count <= 0 || isEnough { Self.shut(&standardOutput) }
            }
            if polls[1].revents != 0 {
                let count = read(standardError, &buffer, buffer.count)
                if count > 0 { errors += buffer[..<count] } else { Self.shut(&standardError) }
            }
            if polls[2].revents != 0 {
                let count = rest.withUnsafeBytes { write(standardInput, $0.baseAddress, $0.count) }
                if count > 0 {
                    rest = rest.dropFirst(count)
                } else if errno != EAGAIN {
                    rest = []
                }
            }
        }
        Self.shut(&standardInput)
        var status: Int32 = 0
        while waitpid(id, &status, 0) < 0, errno == EINTR {}
        run.status = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        run.errors = String(decoding: errors, as: UTF8.self)
        return run
    }

    private static func shut(_ descriptor: inout Int32) {
        if descriptor >= 0 { close(descriptor) }
        descriptor = -1
    }
}

extension RunningCommand {
    /// Waits for something, two minutes at most.
    func wait(until isDone: () -> Bool) {
        for _ in 0..<12_000 {
            if isDone() { return }
            usleep(10_000)
        }
    }

    /// The size of the largest file that the process holds open below a folder, whether or
    /// not it has a name there.
    func bytesWritten(in folder: TemporaryFolder) -> Int {
        var most = 0
        for number in 3..<64 {
            let link = "/proc/\(id)/fd/\(number)"
            var target = [CChar](repeating: 0, count: 4096)
            var status = stat()
            guard readlink(link, &target, target.count - 1) > 0, stat(link, &status) == 0,
                strncmp(target, folder.path, strlen(folder.path)) == 0
            else { continue }
            most = max(most, Int(status.st_size))
        }
        return most
    }
}
