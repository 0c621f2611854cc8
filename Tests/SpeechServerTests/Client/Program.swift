import Glibc

/// Another program, run to its end. Blocks; see `onThread`.
enum Program {
    /// What a program said, on both streams, and how it ended.
    struct Output: Sendable {
        var status: Int32
        var text: String
    }

    /// Runs a program with some standard input; waits for its end.
    ///
    /// - Parameter arguments: The program's path first.
    static func run(_ arguments: [String], _ input: [UInt8] = []) throws -> Output {
        let files = (try file(), try file())
        defer {
            close(files.0)
            close(files.1)
        }
        var bytes = input[...]
        while !bytes.isEmpty {
            let count = bytes.withUnsafeBytes { write(files.0, $0.baseAddress, $0.count) }
            guard count > 0 else { throw ClientError.system("write", errno) }
            bytes = bytes.dropFirst(count)
        }
        lseek(files.0, 0, SEEK_SET)
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, files.0, 0)
        posix_spawn_file_actions_adddup2(&actions, files.1, 1)
        posix_spawn_file_actions_adddup2(&actions, files.1, 2)
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process = pid_t()
        let result = posix_spawn(&process, arguments[0], &actions, nil, &words, environ)
        guard result == 0 else { throw ClientError.system("posix_spawn", result) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        lseek(files.1, 0, SEEK_SET)
        var output: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 4_096)
        while true {
            let count = read(files.1, &buffer, buffer.count)
            guard count > 0 else { break }
            output += buffer[..<count]
        }
        let ended = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
        return Output(status: ended, text: String(decoding: output, as: UTF8.self))
    }

    /// A file without a name.
    private static func file() throws -> Int32 {
        guard let file = tmpfile() else { throw ClientError.system("tmpfile", errno) }
        defer { fclose(file) }
        let copy = dup(fileno(file))
        guard copy >= 0 else { throw ClientError.system("dup", errno) }
        return copy
    }
}
