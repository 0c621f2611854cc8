import Glibc
import Synchronization

/// The terminal's keys, each as soon as it is pressed and without being shown. Ctrl-C stays what it
/// is.
final class KeyTerminal: Sendable {
    private let before: termios
    private let isChanged = Atomic<Bool>(true)

    /// Takes the keys; nil where standard input is no terminal, or another program's.
    init?() {
        var settings = termios()
        guard isatty(STDIN_FILENO) == 1, tcgetpgrp(STDIN_FILENO) == getpgrp(),
            tcgetattr(STDIN_FILENO, &settings) == 0
        else { return nil }
        before = settings
        settings.c_lflag &= ~tcflag_t(ICANON | ECHO)
        guard tcsetattr(STDIN_FILENO, TCSANOW, &settings) == 0 else { return nil }
    }

    deinit { restore() }

    /// Makes the terminal what it was.
    func restore() {
        guard isChanged.exchange(false, ordering: .acquiringAndReleasing) else { return }
        var settings = before
        tcsetattr(STDIN_FILENO, TCSANOW, &settings)
    }

    /// The keys that were pressed; nil where nobody is left to press any.
    ///
    /// To be asked only when there is something to read.
    func pressed() -> [UInt8]? {
        var keys = [UInt8](repeating: 0, count: 64)
        let count = read(STDIN_FILENO, &keys, keys.count)
        if count < 0 { return errno == EINTR || errno == EAGAIN ? [] : nil }
        return count == 0 ? nil : Array(keys[..<count])
    }
}
