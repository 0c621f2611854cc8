internal import Glibc

/// A file's bytes in memory, released with the last tensor that lies in them.
///
/// Unchecked, since pointers aren't `Sendable`: nobody writes the memory after `init`.
final class FileMapping: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    private init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count) }

    /// Maps a regular file or reads it whole. Its size is taken once, from the open descriptor;
    /// everything that is read later is checked against that size.
    ///
    /// - Parameter limit: The most bytes that it may have; nothing of a larger one is read.
    static func open(
        _ path: String, access: WeightReading.Access, atMost limit: Int = .max
    ) throws(WeightError) -> ByteRegion {
        guard !path.isEmpty, !path.utf8.contains(0) else {
            throw WeightError(file: path, .unreadable(reason: "it is no file name"))
        }
        // A named pipe would block here, and a terminal become ours.
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw failure(errno, path) }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw failure(errno, path) }
        switch status.st_mode & S_IFMT {
        case S_IFREG: break
        case S_IFDIR: throw WeightError(file: path, .isFolder)
        default: throw WeightError(file: path, .unreadable(reason: "it is no regular file"))
        }
        let count = Int(status.st_size)
        guard count > 0 else { throw WeightError(file: path, .truncated(needed: 8, available: 0)) }
        guard count <= limit else {
            throw WeightError(file: path, .tooLarge("its bytes", limit: limit))
        }
        let mapped = access == .mapped
        let memory = mmap(
            nil, count, mapped ? PROT_READ : PROT_READ | PROT_WRITE,
            mapped ? MAP_PRIVATE : MAP_PRIVATE | MAP_ANONYMOUS, mapped ? descriptor : -1, 0)
        guard let memory, memory != MAP_FAILED else { throw failure(errno, path) }
        let mapping = FileMapping(UnsafeRawBufferPointer(start: memory, count: count))
        if !mapped {
            try fill(UnsafeMutableRawBufferPointer(start: memory, count: count), descriptor, path)
        }
        return ByteRegion(
            file: path, storage: TensorStorage(mapping.bytes, of: mapping), start: 0, count: count)
    }

    private static func fill(
        _ room: UnsafeMutableRawBufferPointer, _ descriptor: Int32, _ path: String
    ) throws(WeightError) {
        var done = 0
        while done < room.count {
            let count = read(descriptor, room.baseAddress! + done, room.count - done)
            if count < 0 {
                if errno == EINTR { continue }
                throw failure(errno, path)
            }
            guard count > 0 else {
                throw WeightError(file: path, .truncated(needed: room.count, available: done))
            }
            done += count
        }
    }

    private static func failure(_ code: Int32, _ path: String) -> WeightError {
        WeightError(
            file: path,
            code == ENOENT || code == ENOTDIR
                ? .notFound : .unreadable(reason: String(cString: strerror(code))))
    }
}
