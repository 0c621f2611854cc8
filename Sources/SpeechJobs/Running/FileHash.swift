import AudioFile
import Crypto
import Glibc

/// The hash and size of a file, read in pieces.
enum FileHash {
    static func sha256(
        _ path: String, isCancelled: () -> Bool = { false }
    ) throws(FileHashError) -> Job.Audio {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw FileHashError(code: errno) }
        defer { close(descriptor) }
        var hash = SHA256()
        var size = 0
        var piece = [UInt8](repeating: 0, count: 1 << 18)
        while !isCancelled() {
            let count = read(descriptor, &piece, piece.count)
            if count == 0 { return Job.Audio(bytes: size, sha256: hash.finalize().hexadecimal) }
            if count < 0 {
                if errno == EINTR { continue }
                throw FileHashError(code: errno)
            }
            piece.withUnsafeBytes { hash.update(bufferPointer: .init(rebasing: $0[..<count])) }
            size += count
        }
        throw FileHashError(code: ECANCELED)
    }
}

/// Why a file can't be hashed, as the system's code.
struct FileHashError: Error {
    var code: Int32
    var reason: String { String(cString: strerror(code)) }
}

extension SHA256.Digest {
    /// In hexadecimal, lower case.
    var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(
            decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }
}
