import Glibc

/// System calls on an open file, each carried through to its end.
enum Descriptor {
    /// Opens a file without a name, which is gone with its last descriptor, whatever
    /// becomes of the process; ``link(_:as:)`` gives it a name.
    ///
    /// - Parameter prefix: The path of the folder up to its last slash; may be empty.
    /// - Returns: nil where the folder can't have such a file, or it could get no name.
    static func createUnnamed(in prefix: String, permissions: mode_t) -> Int32? {
        // O_TMPFILE of <fcntl.h>, which Swift doesn't see, less its O_DIRECTORY: the same
        // number on every machine that Swift runs on.
        let unnamed: Int32 = 0o20_000_000
        let folder = prefix.isEmpty ? "." : prefix
        let descriptor = open(
            folder, unnamed | O_DIRECTORY | O_RDWR | O_CLOEXEC, permissions)
        guard descriptor >= 0 else { return nil }
        guard access(path(of: descriptor), F_OK) == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    /// Puts a file without a name under one, in the place of what is there; returns the
    /// error code or 0.
    static func link(_ descriptor: Int32, as target: String) -> Int32 {
        func link(as name: String) -> Int32 {
            let source = path(of: descriptor)
            let code = linkat(AT_FDCWD, source, AT_FDCWD, name, AT_SYMLINK_FOLLOW)
            return code == 0 ? 0 : errno
        }
        let code = link(as: target)
        guard code == EEXIST else { return code }
        // Only renaming replaces, so the complete file is a hidden one for a moment.
        let hidden = hiddenPath(in: folder(of: target))
        let hiding = link(as: hidden)
        guard hiding == 0 else { return hiding }
        guard rename(hidden, target) != 0 else { return 0 }
        let reason = errno
        unlink(hidden)
        return reason
    }

    /// The path up to its last slash; empty where it has none.
    static func folder(of path: String) -> String {
        path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[...$0]) } ?? ""
    }

    /// Where the system keeps an open file under its descriptor's number.
    private static func path(of descriptor: Int32) -> String { "/proc/self/fd/\(descriptor)" }

    /// A name with a length of its own, so that it fits beside the longest names.
    private static func hiddenPath(in prefix: String) -> String {
        var generator = SystemRandomNumberGenerator()
        let number = String(generator.next() as UInt64, radix: 16)
        return "\(prefix).syrinx-\(getpid())-\(number).part"
    }

    /// Creates a hidden file; where that fails the descriptor is negative, and `code` tells why.
    ///
    /// - Parameter prefix: The path of the folder up to its last slash; may be empty.
    static func createHidden(
        in prefix: String, permissions: mode_t
    ) -> (descriptor: Int32, path: String, code: Int32) {
        let path = hiddenPath(in: prefix)
        let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, permissions)
        return (descriptor, path, descriptor < 0 ? errno : 0)
    }

    /// Appends all bytes: interrupted calls are repeated, partial ones continued, and
    /// a descriptor that doesn't block is waited for.
    static func write(
        _ bytes: [UInt8], to descriptor: Int32, name: String
    ) throws(AudioFileError) {
        let code = bytes.withUnsafeBytes { all in
            carry(all, descriptor) { rest, _ in
                Glibc.write(descriptor, rest.baseAddress, rest.count)
            }
        }
        if code != 0 { throw .system(code, path: name) }
    }

    /// Replaces bytes at an offset.
    static func overwrite(
        _ bytes: [UInt8], at offset: Int, of descriptor: Int32, name: String
    ) throws(AudioFileError) {
        let code = bytes.withUnsafeBytes { all in
            carry(all, descriptor) { rest, done in
                pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
            }
        }
        if code != 0 { throw .system(code, path: name) }
    }

    /// Repeats a call until all bytes are through; returns the error code or 0.
    private static func carry(
        _ bytes: UnsafeRawBufferPointer, _ descriptor: Int32,
        _ call: (UnsafeRawBufferPointer, Int) -> Int
    ) -> Int32 {
        var done = 0
        while done < bytes.count {
            let count = call(UnsafeRawBufferPointer(rebasing: bytes[done...]), done)
            if count >= 0 {
                done += count
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var wait = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                if poll(&wait, 1, -1) < 0, errno != EINTR { return errno }
            default: return errno
            }
        }
        return 0
    }
}
