import AudioFile
import Glibc
import SpeechEngine
import Testing

@testable import SpeechServer

/// The program killed in the middle of a job, again and again.
@Suite(.timeLimit(.minutes(5)), .enabled(if: ServeProcess.isThere, "needs the built syrinx"))
struct KillTests {
    /// Six minutes of speech in forty-eight paragraphs.
    private static let text = (1...48).map { number in
        "Paragraph \(number). The quick brown fox jumps over the lazy dog, and goes on \(number) "
            + "miles through the rain."
    }.joined(separator: "\n\n")

    @Test func `a job survives kill -9 at any moment, to the same bytes`() async throws {
        let folder = try DataFolderForTests()
        let escaped = Self.text.replacing("\n", with: "\\n")
        var server = try await ServeProcess(data: folder.path)
        defer { server.kill() }
        // On one thread up to the first kill, so that tests beside this one can't delay it
        // until the job is done.
        let id = try await onThread { [server] in
            let connection = try Connection(port: server.port)
            try connection.post(
                "/v1/jobs",
                json: #"{"input":"\#(escaped)","voice":"flite/slt","#
                    + #""response_format":"flac","seed":5}"#)
            let created = try connection.answer()
            #expect(created.status == 201)
            // The answer was read, so the job may not be lost any more.
            let id = try #require(try JSON.parse(created.body)["id"]?.string)
            while try connection.status(ofJob: id) == "queued" { usleep(2_000) }
            server.kill()
            return id
        }
        var random: UInt64 = 1
        for kill in 1...4 {
            server = try await ServeProcess(data: folder.path)
            let status = try await onThread { [server] in
                try Connection(port: server.port).status(ofJob: id)
            }
            if status == "completed" || kill == 4 { break }
            #expect(["queued", "running"].contains(status))
            try await Task.sleep(for: .milliseconds(Int(random >> 33) % 1000))
            random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            server.kill()
        }
        var job = JSON.null
        try await eventually("it is done") {
            job = try JSON.parse(try await fetch(server.port, "/v1/jobs/" + id).body)
            return job["status"]?.string == "completed"
        }
        #expect(job["restarts"]?.number ?? 0 >= 1)
        let answer = try await fetch(server.port, "/v1/jobs/\(id)/audio")

        let engine = try SpeechEngine()
        var request = try engine.request(Array(Self.text.utf8), for: .keeping)
        request.voice = "flite/slt"
        request.seed = 5
        let path = folder.path + "/expected.flac"
        try await engine.speak(request).write(to: path, format: .flac)
        await engine.shutdown()
        let expected = try FileBytes.read(path, limit: 1 << 28)
        #expect(answer.body == expected)
        let left = try Program.run(["/bin/ls", "-A", folder.path + "/scratch"])
        #expect(left.text == "")
    }
}

extension Connection {
    fileprivate func status(ofJob id: String) throws -> String? {
        try request("GET", "/v1/jobs/" + id)
        return try JSON.parse(try answer().body)["status"]?.string
    }
}

/// `syrinx serve` as a process of its own.
struct ServeProcess {
    let port: Int
    private let id: pid_t

    /// The program, which the build puts beside the test bundle.
    private static let program: String = {
        var path = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &path, path.count - 1)
        let own = String(
            decoding: path.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return own.prefix(upTo: own.lastIndex(of: "/") ?? own.startIndex) + "/syrinx"
    }()

    static var isThere: Bool { access(program, X_OK) == 0 }

    /// Starts it; returns when it listens.
    init(data: String) async throws {
        (id, port) = try await onThread {
            var ends: [Int32] = [0, 0]
            guard pipe(&ends) == 0 else { throw ClientError.system("pipe", errno) }
            for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
            defer { close(ends[0]) }
            let arguments = [
                Self.program, "serve", "--port", "0", "--data", data, "--log-level", "error",
            ]
            let environment = ["PATH=/usr/bin:/bin", "HOME=\(data)"]
            let id = try Self.start(arguments, environment, standardError: ends[1])
            close(ends[1])
            guard let reader = fdopen(dup(ends[0]), "r") else {
                throw ClientError.system("fdopen", errno)
            }
            defer { fclose(reader) }
            var line = [CChar](repeating: 0, count: 4096)
            var said = ""
            while fgets(&line, Int32(line.count), reader) != nil {
                let text = String(
                    decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
                said += text
                guard text.contains("listening on"),
                    let colon = text.firstRange(of: "127.0.0.1:")
                else { continue }
                let digits = text[colon.upperBound...].prefix { $0.isNumber }
                if let port = Int(digits) { return (id, port) }
            }
            throw ClientError.malformed("syrinx serve: \(said)")
        }
    }

    private static func start(
        _ arguments: [String], _ environment: [String], standardError: Int32
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, standardError, STDERR_FILENO)
        // Whoever reads this process's output must not wait for that of a server left behind.
        posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0)
        var argv = arguments.map { strdup($0) } + [nil]
        var envp = environment.map { strdup($0) } + [nil]
        defer { for pointer in argv + envp { free(pointer) } }
        var id = pid_t()
        let code = posix_spawn(&id, arguments[0], &actions, nil, &argv, &envp)
        guard code == 0 else { throw ClientError.system("posix_spawn", code) }
        return id
    }

    /// Ends it without a chance to put anything in order; again does nothing.
    func kill() {
        guard Glibc.kill(id, 0) == 0 else { return }
        Glibc.kill(id, SIGKILL)
        var status: Int32 = 0
        waitpid(id, &status, 0)
    }
}
