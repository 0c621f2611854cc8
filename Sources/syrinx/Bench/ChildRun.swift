import AudioSignal
import Glibc
import SpeechEngine

/// A program run as a process of its own, so that what is measured starts from nothing.
enum ChildRun {
    /// What a run gave.
    struct Result {
        /// From the start of the process to the first byte on its standard output.
        var firstByte: Double?
        /// From the start of the process to its end, in seconds.
        var seconds = 0.0
        /// The most memory that it had resident, in bytes.
        var peakBytes = 0
        /// Everything on its standard output.
        var output: [UInt8] = []
    }

    /// Runs a program with arguments and reads what it prints.
    ///
    /// - Parameters:
    ///   - program: Its path; nil: this very program.
    ///   - skipping: Bytes at the start, such as a header, that don't count as the first.
    static func run(
        _ arguments: [String], of program: String? = nil, skipping: Int = 0
    ) throws(EngineError) -> Result {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw failure(errno) }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        posix_spawn_file_actions_addclose(&actions, ends[0])
        var words: [UnsafeMutablePointer<CChar>?] = ([program ?? "syrinx"] + arguments).map {
            strdup($0)
        }
        words.append(nil)
        defer { for word in words { free(word) } }
        let start = ContinuousClock.now
        var child = pid_t()
        let code = posix_spawn(
            &child, program ?? "/proc/self/exe", &actions, nil, words, environ)
        close(ends[1])
        guard code == 0 else { throw failure(code) }
        var result = Result()
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(ends[0], &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            result.output += chunk[..<count]
            if result.firstByte == nil, result.output.count > skipping {
                result.firstByte = (ContinuousClock.now - start).seconds
            }
        }
        var status: Int32 = 0
        var usage = rusage()
        while wait4(child, &status, 0, &usage) < 0, errno == EINTR {}
        result.seconds = (ContinuousClock.now - start).seconds
        result.peakBytes = usage.ru_maxrss * 1024
        guard status == 0 else {
            throw .output(
                path: (program ?? "syrinx") + " " + arguments.joined(separator: " "),
                reason: "it ended with status \((status >> 8) & 0xFF)", remedy: "")
        }
        return result
    }

    private static func failure(_ code: Int32) -> EngineError {
        .output(path: "a child process", reason: String(cString: strerror(code)), remedy: "")
    }
}
