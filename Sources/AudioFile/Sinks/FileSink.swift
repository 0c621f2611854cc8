import Glibc

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a hidden file in the same folder. ``finish()`` brings them to the disk
/// and renames the file; ``abandon()``, a failed write and the end of the sink's life
/// remove it. So there is never a half-written file under the final name, and a file
/// that was there stays until its successor is complete.
public final class FileSink: ByteSink {
    /// The final path.
    public let name: String
    private let target: String
    private let scratch: String
    private let descriptor: Int32
    private var isOpen = true

    /// Opens a place for writing: a file, or, where the path is a device or a named
    /// pipe, that itself, as a stream.
    public static func open(_ path: String) throws(AudioFileError) -> any ByteSink {
        guard !path.isEmpty else { throw .invalidPath(path: path, reason: "it is empty") }
        guard !path.utf8.contains(0) else {
            throw .invalidPath(path: path, reason: "it contains a NUL")
        }
        var status = stat()
        guard stat(path, &status) == 0 else {
            guard errno == ENOENT else { throw .system(errno, path: path) }
            if path.utf8.last == UInt8(ascii: "/") { throw .folderMissing(path: path) }
            return try FileSink(path: path, target: path, mode: nil)
        }
        switch status.st_mode & S_IFMT {
        case S_IFDIR: throw .isFolder(path: path)
        case S_IFREG:
            // The rename below would replace a file that its owner protects.
            guard access(path, W_OK) == 0 else { throw .system(errno, path: path) }
            return try FileSink(path: path, target: resolved(path), mode: status.st_mode & 0o777)
        default:
            let descriptor = Glibc.open(path, O_WRONLY | O_CLOEXEC | O_NOCTTY)
            guard descriptor >= 0 else { throw .system(errno, path: path) }
            return DescriptorSink(descriptor: descriptor, name: path, closesAtEnd: true)
        }
    }

    private init(path: String, target: String, mode: mode_t?) throws(AudioFileError) {
        name = path
        self.target = target
        let folder =
            target.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(target[...$0]) } ?? ""
        let code: Int32
        (descriptor, scratch, code) = Descriptor.createHidden(in: folder, permissions: 0o666)
        guard descriptor >= 0 else {
            isOpen = false
            // Some places exist and yet take no new files, such as /proc.
            let folderExists = access(folder.isEmpty ? "." : folder, F_OK) == 0
            if code == ENOENT, folderExists {
                throw .notWritable(path: path, reason: "its folder takes no new files")
            }
            throw .system(code, path: path)
        }
        if let mode { _ = fchmod(descriptor, mode) }
    }

    deinit { abandon() }

    /// True.
    public var canOverwrite: Bool { true }

    /// Appends bytes.
    public func write(_ bytes: [UInt8]) throws(AudioFileError) {
        try Descriptor.write(bytes, to: descriptor, name: name)
    }

    /// Replaces bytes.
    public func overwrite(_ bytes: [UInt8], at offset: Int) throws(AudioFileError) {
        try Descriptor.overwrite(bytes, at: offset, of: descriptor, name: name)
    }

    /// Brings the file to the disk and under its name.
    public func finish() throws(AudioFileError) {
        guard isOpen else { return }
        var code: Int32 = 0
        while fsync(descriptor) != 0 {
            code = errno
            if code != EINTR { break }
            code = 0
        }
        // Some file systems have nothing to bring to a disk.
        if code != 0, code != EINVAL, code != ENOTSUP, code != EROFS {
            abandon()
            throw .system(code, path: name)
        }
        guard rename(scratch, target) == 0 else {
            code = errno
            abandon()
            throw .system(code, path: name)
        }
        isOpen = false
        _ = close(descriptor)
    }

    /// Removes what was written.
    public func abandon() {
        guard isOpen else { return }
        isOpen = false
        _ = close(descriptor)
        _ = unlink(scratch)
    }

    /// The path with its links followed, so that a link stays and its target is replaced.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }
}
