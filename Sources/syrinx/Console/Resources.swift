import Glibc
import SpeechModel
import Synchronization

/// What a process has to be given before anything else is sure to work.
enum Resources {
    /// Open files: standard streams, signals, an output, and a program that speaks.
    private static let fewestFiles: rlim_t = 16
    /// Threads besides the processors' own.
    private static let fewestThreads = 8

    /// What there is too little of, and the remedy; nil where there is enough.
    ///
    /// The runtime's pool of threads waits for ever for a thread that it is not given, and
    /// stops where it can't open the files that it needs, so both are asked for first.
    static var shortage: String? {
        var files = rlimit()
        if getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0,
            files.rlim_cur < fewestFiles
        {
            return "only \(files.rlim_cur) files may be open at once; raise the limit: "
                + "ulimit -n 64"
        }
        return givesThreads(fewestThreads + sysconf(Int32(_SC_NPROCESSORS_ONLN)))
            ? nil
            : "the system gives this process too few threads; raise the limits: ulimit -u, "
                + "ulimit -v"
    }

    /// Whether so many threads can run at the same time.
    private static func givesThreads(_ count: Int) -> Bool {
        gate.withLock { _ in
            // Each waits at the gate, so that all of them run at once.
            (0..<count).allSatisfy { _ in BackgroundThread.start { gate.withLock { _ in } } }
        }
    }

    private static let gate = Mutex<Void>(())
}
