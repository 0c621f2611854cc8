import Glibc

/// How many files, sockets among them, this process may have open.
///
/// A server that can't open another can't take a connection, and its listening socket
/// reports that as an error: it must not come so far.
enum OpenFiles {
    /// What the process needs beside its connections over HTTP: Wyoming's, the engine's
    /// programs, jobs, logs.
    static let reserve = 256

    /// Raises the limit of this process as far as is needed and allowed.
    ///
    /// - Returns: How many connections there can be, at the most as many as wanted.
    static func connections(wanted: Int) -> Int {
        var limit = rlimit()
        guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            return wanted
        }
        let needed = rlim_t(wanted) + rlim_t(OpenFiles.reserve)
        if limit.rlim_cur < needed {
            limit.rlim_cur = min(needed, limit.rlim_max)
            _ = setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        }
        let possible = Int(clamping: limit.rlim_cur) - OpenFiles.reserve
        return max(1, min(wanted, possible))
    }
}
