internal import Glibc
internal import Synchronization

/// Keeps cepstra between passes in a file without a name, 37 MB for an hour of speech.
final class CepstrumStore: Sendable {
    /// Where one recording's lie.
    struct Place: Sendable {
        let offset: Int
        let count: Int
    }

    private let descriptor: Int32
    private let folder: String
    private let end = Mutex(0)

    init() throws(AlignmentError) {
        folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var name = Array("\(folder)/syrinx-XXXXXX".utf8CString)
        descriptor = mkstemp(&name)
        guard descriptor >= 0 else { throw Self.failure(folder) }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        unlink(name)
    }

    deinit { close(descriptor) }

    /// Appends values. Any thread.
    func append(_ values: [Float]) throws(AlignmentError) -> Place {
        let size = values.count * MemoryLayout<Float>.size
        let offset = end.withLock { end in
            defer { end += size }
            return end
        }
        var done = 0
        while done < size {
            let count = values.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress.map { $0 + done }, size - done, offset + done)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(folder) }
            done += count
        }
        return Place(offset: offset, count: values.count)
    }

    /// Reads what was appended. Any thread.
    func read(_ place: Place) throws(AlignmentError) -> [Float] {
        let size = place.count * MemoryLayout<Float>.size
        var done = 0
        var failed = false
        let values = [Float](unsafeUninitializedCapacity: place.count) { buffer, filled in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            while done < size, !failed {
                let count = pread(
                    descriptor, bytes.baseAddress.map { $0 + done }, size - done,
                    place.offset + done)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { failed = true } else { done += count }
            }
            filled = failed ? 0 : place.count
        }
        guard !failed else { throw Self.failure(folder) }
        return values
    }

    private static func failure(_ folder: String) -> AlignmentError {
        .scratch(folder: folder, reason: String(cString: strerror(errno)))
    }
}
