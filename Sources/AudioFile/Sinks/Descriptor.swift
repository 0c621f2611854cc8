import Glibc

/// System calls on an open file, each carried through to its end.
enum Descriptor {
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
