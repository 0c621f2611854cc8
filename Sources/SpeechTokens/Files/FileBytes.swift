internal import Glibc

/// How much a file of a tokenizer may hold.
enum FileLimit {
    /// The largest size. The largest vocabularies in use (262,144 tokens) come in about 33 MB.
    static let bytes = 64 << 20
    /// The most values of JSON, or lines. The largest in use have under two millions.
    static let values = 4 << 20
}

/// Reads a whole file, up to a limit.
///
/// - Throws: ``TokenizerError/unreadable(file:reason:)`` (also for folders and pipes) or
///   ``TokenizerError/tooLarge(file:what:limit:)``, before anything is allocated for it.
func fileBytes(_ path: String, limit: Int) throws(TokenizerError) -> [UInt8] {
    func refusal(_ code: Int32) -> TokenizerError {
        .unreadable(file: path, reason: String(cString: strerror(code)))
    }
    // O_NONBLOCK: opening a named pipe must not wait for a writer.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw refusal(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw refusal(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
        throw .unreadable(file: path, reason: "not a regular file")
    }
    let size = Int(status.st_size)
    guard size <= limit else {
        throw .tooLarge(file: path, what: "its size of \(size) bytes", limit: limit)
    }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
            let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
            if got > 0 {
                count += got
            } else if got == 0 {
                break
            } else if errno != EINTR {
                failure = errno
                break
            }
        }
    }
    guard failure == 0 else { throw refusal(failure) }
    return bytes
}
