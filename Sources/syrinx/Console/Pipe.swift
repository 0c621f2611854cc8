import Glibc

/// Both ends of a pipe, which programs that are started don't get.
struct Pipe {
    let reading: Int32
    let writing: Int32

    /// Makes a pipe; nil where the system has none to give, with the reason in `errno`.
    init?() {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        (reading, writing) = (ends[0], ends[1])
    }
}
