import Glibc

/// A file, a pipe or standard input.
public final class DescriptorSource: ByteSource {
    /// What messages call it: the path.
    public let name: String
    /// How large the file was when it was opened; nil for what is no file.
    public let size: Int?
    private let descriptor: Int32
    private let closesAtEnd: Bool

    /// Opens a path; `-` means standard input.
    public convenience init(path: String) throws(AudioFileError) {
        if path == "-" {
            self.init(descriptor: STDIN_FILENO, name: "standard input", closesAtEnd: false)
            return
        }
        guard !path.isEmpty else { throw .invalidPath(path: path, reason: "it is empty") }
        guard !path.utf8.contains(0) else {
            throw .invalidPath(path: path, reason: "it contains a NUL")
        }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw .reading(errno, path: path) }
        self.init(descriptor: descriptor, name: path, closesAtEnd: true)
    }

    /// Reads from an open descriptor.
    public init(descriptor: Int32, name: String, closesAtEnd: Bool = false) {
        self.name = name
        self.descriptor = descriptor
        self.closesAtEnd = closesAtEnd
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        let start = isFile ? max(0, lseek(descriptor, 0, SEEK_CUR)) : 0
        // Files of the system, such as those in /proc, say 0 and have bytes.
        size = isFile && status.st_size > start ? Int(status.st_size - start) : nil
    }

    deinit { if closesAtEnd { _ = close(descriptor) } }

    /// Reads; interrupted calls are repeated, and a descriptor that doesn't block is waited for.
    public func read(into buffer: UnsafeMutableRawBufferPointer) throws(AudioFileError) -> Int {
        while true {
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                if poll(&wait, 1, -1) < 0, errno != EINTR { throw .reading(errno, path: name) }
            default: throw .reading(errno, path: name)
            }
        }
    }
}
