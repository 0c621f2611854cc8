import Glibc

/// A folder for the files of one run, readable by nobody else, that goes with its last use.
final class ScratchFolder: Sendable {
    let path: String

    init() throws(RecognitionError) {
        let place = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(place)/syrinx-XXXXXX".utf8CString)
        guard mkdtemp(&name) != nil else { throw Self.failure(place) }
        path = name.withUnsafeBufferPointer { characters in
            // Made with its end.
            String(decoding: characters.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        }
    }

    deinit {
        if let directory = opendir(path) {
            while let entry = readdir(directory) {
                withUnsafePointer(to: &entry.pointee.d_name) {
                    _ = unlinkat(
                        dirfd(directory), UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self),
                        0)
                }
            }
            closedir(directory)
        }
        rmdir(path)
    }

    /// Writes a file, in the place of one of that name.
    func write(_ name: String, _ bytes: [UInt8]) throws(RecognitionError) {
        let file = open("\(path)/\(name)", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw Self.failure(path) }
        defer { close(file) }
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(file, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path) }
            written += count
        }
    }

    func write(_ name: String, _ text: String) throws(RecognitionError) {
        try write(name, Array(text.utf8))
    }

    /// Opens a file as long as something is done with it.
    func reading<Result>(
        _ name: String, _ body: (Int32) async throws(RecognitionError) -> Result
    ) async throws(RecognitionError) -> Result {
        let file = open("\(path)/\(name)", O_RDONLY | O_CLOEXEC)
        guard file >= 0 else { throw Self.failure(path) }
        defer { close(file) }
        return try await body(file)
    }

    private static func failure(_ place: String) -> RecognitionError {
        .failed(
            component: "the folder for temporary files, \(place)",
            reason: String(cString: strerror(errno)))
    }
}
