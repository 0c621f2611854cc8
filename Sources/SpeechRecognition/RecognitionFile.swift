import CGlibc
import Glibc

/// A recording in memory, without a name in any folder, that is pocketsphinx's list of recordings
/// at the same time.
///
/// Its first line is the list and names standard input, which is this file: the program opens it
/// once to read that line and again for the samples behind it. So nothing of a recording, nor its
/// name, is ever seen by a shell or left on a disk; and unlike a pipe it can't break.
struct RecognitionFile: ~Copyable {
    /// What the list calls the recording, in `/dev`.
    static let name = "stdin"
    /// The line's length in bytes; samples begin behind it.
    static let headerSize = 64

    /// Positioned at the beginning; open as long as this value lives.
    let descriptor: Int32

    /// Holds samples of 16 bits, little-endian.
    init(holding samples: [UInt8]) throws(RecognitionError) {
        let descriptor = cglibc_memory_file("recording")
        guard descriptor >= 0 else {
            throw .failed(
                component: "memory file", reason: String(cString: strerror(errno)))
        }
        var header = Array(Self.name.utf8)
        header += [UInt8](repeating: 0x20, count: Self.headerSize - 1 - header.count) + [0x0A]
        guard Self.write(header, to: descriptor), Self.write(samples, to: descriptor),
            lseek(descriptor, 0, SEEK_SET) == 0
        else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw .failed(component: "memory file", reason: reason)
        }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        bytes.withUnsafeBytes { bytes in
            var written = 0
            while written < bytes.count {
                let count = Glibc.write(
                    descriptor, bytes.baseAddress.map { $0 + written }, bytes.count - written)
                if count < 0, errno == EINTR { continue }
                if count <= 0 { return false }
                written += count
            }
            return true
        }
    }
}
