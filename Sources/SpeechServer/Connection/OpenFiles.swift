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
    /// - Throws: ``ServerError/settings(name:reason:)`` where there can be none.
    static func connections(wanted: Int) throws(ServerError) -> Int {
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
        guard possible > 0 else {
            throw .settings(
                name: "server.max_connections",
                reason: "only \(limit.rlim_cur) files may be open at once, and a server needs "
                    + "\(OpenFiles.reserve) beside its connections; raise the limit: "
                    + "ulimit -n \(needed)")
        }
        return min(wanted, possible)
    }
}
