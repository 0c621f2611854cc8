import CGlibc
import Glibc
import SpeechModel

/// The memory of this process.
enum ProcessMemory {
    /// The most memory that was resident so far, in bytes. `VmHWM` rather than
    /// `getrusage`, whose value a program inherits from the shell that started it.
    static var peakBytes: Int { field("VmHWM:") ?? 0 }

    /// The memory that is resident now, in bytes.
    static var residentBytes: Int { field("VmRSS:") ?? 0 }

    /// Lets threads share the heaps that memory is taken from, one to a processor.
    ///
    /// By itself the C library gives threads up to eight heaps to a processor, each of which
    /// keeps what others could use: a server under mixed load had 177 MB and grew, where it
    /// has 99 MB with two (`bench server --soak`, two processors). `MALLOC_ARENA_MAX` in the
    /// environment stands.
    static func shareHeaps() {
        guard getenv("MALLOC_ARENA_MAX") == nil else { return }
        _ = cglibc_most_heaps(Int32(clamping: max(2, Processors.count)))
    }

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
