import Glibc
import SpeechEngine

/// Standard output and standard error, written whole or not at all.
enum Console {
    /// Whether standard error is a terminal, where progress may be shown.
    static var showsProgress: Bool {
        isatty(STDERR_FILENO) == 1 && getenv("TERM").map { String(cString: $0) } != "dumb"
    }

    /// Prints a line on standard output.
    static func print(_ line: String) throws(EngineError) {
        try write(line + "\n", to: STDOUT_FILENO, name: "standard output")
    }

    /// Prints a line on standard error; if that is gone, nobody is left to tell.
    static func printError(_ line: String) {
        try? write(line + "\n", to: STDERR_FILENO, name: "standard error")
    }

    /// Reports an error in the form that all of Syrinx's errors have. Control
    /// characters in what the user handed in are shown, not sent.
    static func report(_ message: String) {
        var line = "syrinx: "
        for scalar in shortened(message).unicodeScalars {
            if scalar.value < 0x20 || scalar.value == 0x7F {
                line += "\\u{\(String(scalar.value, radix: 16))}"
            } else {
                line.unicodeScalars.append(scalar)
            }
        }
        printError(line)
    }

    /// A message without the middle of what is too long to be read, such as a name of
    /// 100,000 letters; it begins with what is wrong and ends with the remedy.
    static func shortened(_ message: String) -> String {
        guard message.utf8.count > 2_000 else { return message }
        return message.prefix(400) + " … " + message.suffix(400)
    }

    /// Writes text without a line end.
    static func write(
        _ text: String, to descriptor: Int32, name: String
    ) throws(EngineError) {
        let bytes = Array(text.utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress, $0.count)
            }
            if count < 0 {
                if errno == EINTR { continue }
                if errno == EPIPE { throw .outputClosed(path: name) }
                throw .output(path: name, reason: String(cString: strerror(errno)), remedy: "")
            }
            offset += count
        }
    }
}
