import Glibc

/// System calls on an open file, each carried through to its end.
enum Descriptor {
    /// Creates a hidden file; where that fails the descriptor is negative, and `code` tells why.
    ///
    /// Its name has a length of its own, so that it fits beside the longest names.
    ///
    /// - Parameter prefix: The path of the folder up to its last slash; may be empty.
    static func createHidden(
        in prefix: String, permissions: mode_t
    ) -> (descriptor: Int32, path: String, code: Int32) {
        var generator = SystemRandomNumberGenerator()
        let number = String(generator.next() as UInt64, radix: 16)
        let path = "\(prefix).syrinx-\(getpid())-\(number).part"
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
