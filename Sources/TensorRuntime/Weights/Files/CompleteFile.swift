internal import Glibc

/// A file that gets its name when it is complete: until `finish()` its bytes are in a hidden one
/// beside it, and what was there before stays.
final class CompleteFile {
    private let target: String
    private let hidden: String
    private let descriptor: Int32
    private var isFinished = false

    init(at path: String) throws(WeightError) {
        guard !path.isEmpty, !path.utf8.contains(0), path.utf8.last != UInt8(ascii: "/") else {
            throw WeightError(file: path, .notWritable(reason: "it is no file name"))
        }
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG {
            throw WeightError(file: path, .notWritable(reason: "it is no regular file"))
        }
        var generator = SystemRandomNumberGenerator()
        let number = String(generator.next() as UInt64, radix: 16)
        target = path
        hidden = ModelFolder.folder(of: path) + ".syrinx-\(getpid())-\(number).part"
        descriptor = open(hidden, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw Self.failure(path) }
    }

    deinit {
        guard descriptor >= 0 else { return }
        close(descriptor)
        if !isFinished { unlink(hidden) }
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws(WeightError) {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress! + done, bytes.count - done)
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw Self.failure(target)
            }
        }
    }

    func write(_ bytes: [UInt8]) throws(WeightError) {
        // Typed throws don't pass through the array's own rethrowing functions.
        let failure: WeightError? = bytes.withUnsafeBytes { bytes in
            do throws(WeightError) { try write(bytes) } catch { return error }
            return nil
        }
        if let failure { throw failure }
    }

    /// Writes in the place of bytes that were written before.
    func overwrite(_ bytes: UnsafeRawBufferPointer, at offset: Int) throws(WeightError) {
        var done = 0
        while done < bytes.count {
            let count = pwrite(
                descriptor, bytes.baseAddress! + done, bytes.count - done, off_t(offset + done))
            if count >= 0 {
                done += count
            } else if errno != EINTR {
                throw Self.failure(target)
            }
        }
    }

    /// Brings the bytes to the disk and the file under its name.
    func finish() throws(WeightError) {
        guard fsync(descriptor) == 0 || errno == EINVAL, rename(hidden, target) == 0 else {
            throw Self.failure(target)
        }
        isFinished = true
    }

    private static func failure(_ path: String) -> WeightError {
        WeightError(file: path, .notWritable(reason: String(cString: strerror(errno))))
    }
}
