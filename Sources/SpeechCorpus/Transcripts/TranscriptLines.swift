internal import Glibc

/// Reads a file line by line, with little memory however long a line is.
struct TranscriptLines {
    /// The longest line, in bytes: many times what is said in a recording.
    static let longest = 1 << 16

    /// A line without its end; nil where it is longer than ``longest``.
    typealias Line = [UInt8]?

    /// Reads a file.
    ///
    /// - Parameter take: Told each line and its number, from 1; a byte order mark is left out.
    /// - Returns: Why the file couldn't be read to its end; nil if it was.
    static func read(_ path: String, _ take: (Line, Int) -> Void) -> String? {
        let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard file >= 0 else { return String(cString: strerror(errno)) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return "it is no regular file"
        }
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        var line: [UInt8] = []
        var (isTooLong, number) = (false, 0)
        func end() {
            number += 1
            if number == 1, line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
            if line.last == 0x0D { line.removeLast() }
            take(isTooLong ? nil : line, number)
            line.removeAll(keepingCapacity: true)
            isTooLong = false
        }
        while true {
            let count = Glibc.read(file, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            if count < 0 { return String(cString: strerror(errno)) }
            if count == 0 { break }
            var rest = buffer[..<count]
            while let mark = rest.firstIndex(of: 0x0A) {
                append(rest[..<mark])
                end()
                rest = rest[(mark + 1)...]
            }
            append(rest)
        }
        if !line.isEmpty || isTooLong { end() }
        return nil

        func append(_ bytes: ArraySlice<UInt8>) {
            if isTooLong || line.count + bytes.count > longest {
                isTooLong = true
                line.removeAll(keepingCapacity: true)
            } else {
                line += bytes
            }
        }
    }
}
