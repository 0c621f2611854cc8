import AudioFile
import Glibc

/// Samples kept on disk between two passes over them: a file without a name, gone
/// with the process whatever happens.
final class ScratchAudio {
    private let descriptor: Int32
    private let folder: String

    /// Makes an empty scratch beside where the result will be: what is kept there is
    /// of the same order as the result, which a temporary folder in memory may not be.
    init(beside path: String) throws(EngineError) {
        folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        var descriptor = open(folder, O_RDWR | Self.unnamed | O_CLOEXEC, 0o600)
        if descriptor < 0 {
            // Not every file system has unnamed files: name it and unlink at once.
            var template = Array((folder + "/.syrinx-scratch-XXXXXX").utf8CString)
            descriptor = mkstemp(&template)
            if descriptor >= 0 { unlink(template) }
        }
        guard descriptor >= 0 else { throw Self.failure(errno, folder) }
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Appends samples.
    func append(_ samples: [Float]) throws(EngineError) {
        let code = samples.withUnsafeBytes { bytes in
            var done = 0
            while done < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[done...])
                let count = write(descriptor, rest.baseAddress, rest.count)
                if count < 0 {
                    if errno == EINTR { continue }
                    return errno
                }
                done += count
            }
            return 0
        }
        if code != 0 { throw Self.failure(code, folder) }
    }

    /// Hands out everything from the start, a second or so at a time.
    func forEach(_ body: ([Float]) throws(EngineError) -> Void) throws(EngineError) {
        guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw Self.failure(errno, folder) }
        while true {
            var filled = 0
            var code: Int32 = 0
            let samples = [Float](unsafeUninitializedCapacity: 1 << 14) { buffer, count in
                let bytes = UnsafeMutableRawBufferPointer(buffer)
                while filled < bytes.count {
                    let rest = UnsafeMutableRawBufferPointer(rebasing: bytes[filled...])
                    let got = read(descriptor, rest.baseAddress, rest.count)
                    if got < 0, errno == EINTR { continue }
                    if got < 0 { code = errno }
                    if got <= 0 { break }
                    filled += got
                }
                count = filled / MemoryLayout<Float>.stride
            }
            if code != 0 { throw Self.failure(code, folder) }
            if samples.isEmpty { return }
            try body(samples)
        }
    }

    private static func failure(_ code: Int32, _ folder: String) -> EngineError {
        if code == ENOSPC || code == EDQUOT { return .audio(.diskFull(path: folder)) }
        return .audio(
            .failed(path: "scratch in \(folder)", reason: String(cString: strerror(code))))
    }

    /// `O_TMPFILE`, whose macro Swift can't read: `__O_TMPFILE | O_DIRECTORY`.
    private static var unnamed: Int32 { 0o20_000_000 | O_DIRECTORY }
}
