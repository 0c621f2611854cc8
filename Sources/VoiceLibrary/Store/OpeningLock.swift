import Glibc

/// Held while a library is opened, so that one process makes the database and the others find it
/// made: SQLite's own locks don't cover the look and the making together.
struct OpeningLock: ~Copyable {
    private let descriptor: Int32

    /// How long somebody else may hold it, in hundredths of a second.
    private static let patience = 1000

    init(_ folder: LibraryFolder) throws(VoiceLibraryError) {
        let file = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard file >= 0 else {
            throw .folder(path: folder.path, reason: String(cString: strerror(errno)))
        }
        guard Self.take(file) else {
            close(file)
            throw .database(path: folder.database, reason: "another process is opening it for long")
        }
        descriptor = file
    }

    private static func take(_ file: Int32) -> Bool {
        for _ in 0..<patience {
            if flock(file, LOCK_EX | LOCK_NB) == 0 { return true }
            guard errno == EWOULDBLOCK || errno == EINTR else { return false }
            usleep(10_000)
        }
        return false
    }

    deinit { close(descriptor) }
}
