import Glibc

/// The memory of this process.
enum ProcessMemory {
    /// The most memory that was resident so far, in bytes. `VmHWM` rather than
    /// `getrusage`, whose value a program inherits from the shell that started it.
    static var peakBytes: Int { field("VmHWM:") ?? 0 }

    /// The memory that is resident now, in bytes.
    static var residentBytes: Int { field("VmRSS:") ?? 0 }

    private static func field(_ name: String) -> Int? {
        guard let file = fopen("/proc/self/status", "re") else { return nil }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 256)
        while fgets(&line, Int32(line.count), file) != nil {
            let text = String(
                decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) },
                as: UTF8.self)
            guard text.hasPrefix(name) else { continue }
            return text.split(whereSeparator: \.isWhitespace).dropFirst().first
                .flatMap { Int($0) }.map { $0 << 10 }
        }
        return nil
    }
}
