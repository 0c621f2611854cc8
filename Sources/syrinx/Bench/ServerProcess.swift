import Glibc
import SpeechEngine
import SpeechModel
import SpeechSchedule
import Synchronization

/// `syrinx serve` as a process of its own, for benchmarks.
final class ServerProcess: Sendable {
    let process: pid_t
    let port: Int
    private let folder: String

    private init(process: pid_t, port: Int, folder: String) {
        self.process = process
        self.port = port
        self.folder = folder
    }

    /// Starts a server on a free port, with a folder of jobs of its own.
    ///
    /// - Parameter settings: Further settings of `[server]`, such as `MAX_REQUESTS`.
    static func start(_ settings: [String: String] = [:]) throws(EngineError) -> ServerProcess {
        var template = Array("/var/tmp/syrinx-bench-XXXXXX".utf8CString)
        guard mkdtemp(&template) != nil else { throw failure("no folder in /var/tmp", errno) }
        let folder = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else {
            let code = errno
            rmdir(folder)
            throw failure("no pipe", code)
        }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDERR_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        posix_spawn_file_actions_addclose(&actions, ends[1])
        for (name, value) in settings { setenv("SYRINX_SERVER_" + name, value, 1) }
        defer { for name in settings.keys { unsetenv("SYRINX_SERVER_" + name) } }
        let words = ["syrinx", "serve", "--port", "0", "--data", folder, "--log-level", "error"]
        var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for argument in arguments { free(argument) } }
        var child = pid_t()
        let code = posix_spawn(&child, "/proc/self/exe", &actions, nil, &arguments, environ)
        close(ends[1])
        guard code == 0 else {
            close(ends[0])
            rmdir(folder)
            throw failure("it does not start", code)
        }
        guard let port = port(toldOn: ends[0]) else {
            close(ends[0])
            end(child, folder, by: SIGKILL)
            throw failure("it tells no port", 0)
        }
        let server = ServerProcess(process: child, port: port, folder: folder)
        // What it says later is not held against it.
        let errors = ends[0]
        BackgroundThread.start {
            var buffer = [UInt8](repeating: 0, count: 4_096)
            while read(errors, &buffer, buffer.count) > 0 {}
            close(errors)
        }
        do throws(EngineError) {
            try server.waitUntilReady()
        } catch {
            end(child, folder, by: SIGKILL)
            throw error
        }
        return server
    }

    /// Ends it; returns when it has.
    func end() { Self.end(process, folder, by: SIGTERM) }

    private static func end(_ process: pid_t, _ folder: String, by signal: Int32) {
        kill(process, signal)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        _ = try? ChildRun.run(["-rf", folder], of: "/bin/rm")
    }

    /// The memory that it has resident, in bytes.
    var residentBytes: Int { ProcessMemory.current(of: process) ?? 0 }

    /// How many files and sockets it has open.
    var openFiles: Int {
        guard let folder = opendir("/proc/\(process)/fd") else { return 0 }
        defer { closedir(folder) }
        var count = 0
        while readdir(folder) != nil { count += 1 }
        // Without `.` and `..`.
        return count - 2
    }

    private func waitUntilReady() throws(EngineError) {
        for _ in 0..<200 {
            let connection = try ServerConnection(port: port)
            try connection.send("GET /ready HTTP/1.1\r\nHost: localhost\r\n\r\n")
            if try connection.head().status == 200 { return }
            usleep(50_000)
        }
        throw Self.failure("it is not ready within 10 s", 0)
    }

    private static func port(toldOn descriptor: Int32) -> Int? {
        var text = ""
        var byte: UInt8 = 0
        while read(descriptor, &byte, 1) == 1 {
            guard byte == 0x0A else {
                text.unicodeScalars.append(Unicode.Scalar(byte))
                continue
            }
            if text.contains("listening on "), let colon = text.lastIndex(of: ":") {
                return Int(text[text.index(after: colon)...].prefix { $0.isNumber })
            }
            text = ""
        }
        return nil
    }

    private static func failure(_ reason: String, _ code: Int32) -> EngineError {
        .output(
            path: "syrinx serve",
            reason: code == 0 ? reason : reason + ": " + String(cString: strerror(code)),
            remedy: "")
    }
}
