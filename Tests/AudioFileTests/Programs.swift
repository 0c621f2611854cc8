import Glibc

/// Programs of the machine that read what was written, as judges from outside.
enum Programs {
    /// Whether a program is installed.
    static func has(_ name: String) -> Bool { run("command -v \(name)").status == 0 }

    /// ffmpeg and ffprobe, which decode all formats. Tests that need them are skipped,
    /// and reported so, where they are missing.
    static let hasFFmpeg = has("ffmpeg") && has("ffprobe")

    /// Runs a command line and gives what it prints.
    static func run(_ command: String) -> (status: Int32, output: [UInt8]) {
        guard let stream = popen("(\(command)) 2>&1", "re") else { return (-1, []) }
        let output = readAll(stream)
        return (pclose(stream), output)
    }

    /// The same as text.
    static func text(_ command: String) -> String {
        String(decoding: run(command).output, as: UTF8.self)
    }

    /// Samples that a command line prints as 32-bit floats.
    static func samples(_ command: String) -> [Float] {
        guard let stream = popen(command, "re") else { return [] }
        defer { pclose(stream) }
        return floats(readAll(stream))
    }

    /// A file's samples by ffmpeg, at a rate.
    static func decoded(_ path: String, rate: Int, input: String = "") -> [Float] {
        samples("ffmpeg -v error \(input) -i '\(path)' -f f32le -ar \(rate) -ac 1 - 2>/dev/null")
    }

    static func floats(_ bytes: [UInt8]) -> [Float] {
        bytes.withUnsafeBytes { raw in
            (0..<raw.count / 4).map { raw.loadUnaligned(fromByteOffset: 4 * $0, as: Float.self) }
        }
    }

    private static func readAll(_ stream: UnsafeMutablePointer<FILE>) -> [UInt8] {
        var bytes: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = fread(&piece, 1, piece.count, stream)
            if count == 0 { return bytes }
            bytes += piece[..<count]
        }
    }
}

/// A folder for one test, removed with everything in it at the end.
final class ScratchFolder {
    let path: String

    init() {
        var template = Array("/tmp/audio-file-tests-XXXXXX".utf8CString)
        precondition(mkdtemp(&template) != nil)
        path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    }

    deinit { _ = Programs.run("rm -rf '\(path)'") }

    func file(_ name: String) -> String { "\(path)/\(name)" }

    /// The names of everything in the folder, hidden files too.
    var contents: [String] {
        Programs.text("ls -A '\(path)'").split(separator: "\n").map(String.init)
    }

    /// A file's bytes; empty where there is none.
    func bytes(_ name: String) -> [UInt8] {
        let (status, output) = Programs.run("cat '\(file(name))'")
        return status == 0 ? output : []
    }
}

/// A real pipe into a command line that reads its standard input.
final class PipeInto {
    private let stream: UnsafeMutablePointer<FILE>
    private var isOpen = true

    init(_ command: String) {
        // Broken pipes are to be errors, as the program has it.
        signal(SIGPIPE, SIG_IGN)
        guard let stream = popen(command, "we") else { preconditionFailure("no pipe") }
        self.stream = stream
    }

    var descriptor: Int32 { fileno(stream) }

    /// Closes the pipe and waits for the program.
    @discardableResult func close() -> Int32 {
        isOpen = false
        return pclose(stream)
    }

    deinit { if isOpen { close() } }
}
