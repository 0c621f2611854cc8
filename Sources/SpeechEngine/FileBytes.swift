import Glibc

/// Whole files, read with a limit.
public enum FileBytes {
    /// Why a file can't be read.
    public enum ReadError: Error, Equatable, Sendable {
        /// There is no such file.
        case notFound
        /// It is a folder.
        case folder
        /// It holds more than was allowed, in bytes.
        case tooLarge(limit: Int)
        /// The system refused, with its `errno`.
        case system(Int32)

        /// The reason in words.
        public var reason: String {
            switch self {
            case .notFound: "no such file"
            case .folder: "it is a folder"
            case .tooLarge(let limit): "it is larger than \(ByteCount.text(limit))"
            case .system(let code): String(cString: strerror(code))
            }
        }
    }

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - path: The file; `-` means standard input.
    ///   - limit: The most bytes to accept; nothing beyond is read.
    public static func read(_ path: String, limit: Int) throws(ReadError) -> [UInt8] {
        let descriptor = path == "-" ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT ? .notFound : .system(errno) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .system(errno) }
        if status.st_mode & S_IFMT == S_IFDIR { throw .folder }
        if status.st_mode & S_IFMT == S_IFREG, status.st_size > limit {
            throw .tooLarge(limit: limit)
        }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(limit, max(0, Int(status.st_size))) + 1)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count == 0 { return bytes }
            if count < 0 {
                if errno == EINTR { continue }
                throw .system(errno)
            }
            guard bytes.count + count <= limit else { throw .tooLarge(limit: limit) }
            bytes.append(contentsOf: chunk[..<count])
        }
    }
}
