import Glibc

/// Whether somebody asked the program to end.
enum Interruption {
    nonisolated(unsafe) private static var flag: sig_atomic_t = 0

    /// From now on Ctrl-C and TERM are remembered instead of ending the program.
    static func listen() {
        for number in [SIGINT, SIGTERM] {
            // Storing a sig_atomic_t is all that a handler may do.
            signal(number) { _ in Interruption.flag = 1 }
        }
    }

    static var isAsked: Bool { flag != 0 }
}
