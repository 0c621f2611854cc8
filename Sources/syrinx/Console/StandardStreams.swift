import Glibc

/// The three descriptors that every program is given, or should be.
enum StandardStreams {
    /// Takes the place of descriptors that the parent left closed (`>&-`).
    ///
    /// The next file that is opened would get a free number below 3, and what is meant
    /// for standard output or standard error would end up in it. What stands in for a
    /// closed one refuses to be used just as that does.
    static func hold() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            // Not to be read from, or not to be written to. Opened in this order, each
            // gets the lowest free number, which is its own.
            _ = open("/dev/null", descriptor == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
