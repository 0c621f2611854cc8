import Glibc
import NIOPosix

/// A file open for reading, piece by piece, on threads that may wait for a disk.
///
/// It stays whole for a client who is downloading it, though it be removed meanwhile.
final class FileReader: Sendable {
    /// Why nothing more can be read.
    enum ReadError: Error {
        /// The system's code.
        case system(Int32)
        /// The file ended before its end.
        case cut
    }

    private let descriptor: Int32
    /// Bytes at a time.
    static let piece = 1 << 17

    init(_ path: String) throws(ReadError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0 { throw .system(errno) }
    }

    deinit { close(descriptor) }

    /// Reads bytes from an offset on: at least one, at most ``piece``.
    ///
    /// - Precondition: `range` is not empty.
    func read(_ range: Range<Int>) async throws -> [UInt8] {
        try await NIOThreadPool.singleton.runIfActive { [descriptor] in
            let size = min(range.count, Self.piece)
            let bytes = [UInt8](unsafeUninitializedCapacity: size) { room, count in
                var result = -1
                repeat {
                    result = pread(descriptor, room.baseAddress, size, off_t(range.lowerBound))
                } while result < 0 && errno == EINTR
                count = max(0, result)
            }
            if bytes.isEmpty { throw ReadError.cut }
            return bytes
        }
    }
}
