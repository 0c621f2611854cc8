import Glibc

/// A file that appears under its name only when it is complete.
///
/// Bytes go to a file without a name in the same folder, or to a hidden one where the
/// file system has no such files. ``finish()`` brings them to the disk and gives the
/// file its name; ``abandon()``, a failed write and the end of the sink's life remove
/// it. So there is never a half-written file under the final name, and a file that was
/// there stays until its successor is complete. A process that is killed leaves nothing
/// behind, or else the hidden file.
public final class FileSink: ByteSink {
    /// The final path.
    public let name: String
    private let target: String
    /// The hidden name, where there is one.
    private let scratch: String?
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
            return try FileSink(path: path, target: resolved(path), mode: nil)
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

    /// Writes a whole file, or to what the path is instead.
    public static func write(_ text: String, to path: String) throws(AudioFileError) {
        let sink = try open(path)
        do throws(AudioFileError) {
            try sink.write(Array(text.utf8))
            try sink.finish()
        } catch {
            sink.abandon()
            throw error
        }
    }

    private init(path: String, target: String, mode: mode_t?) throws(AudioFileError) {
        name = path
        self.target = target
        let folder = Descriptor.folder(of: target)
        if let unnamed = Descriptor.createUnnamed(in: folder, permissions: 0o666) {
            descriptor = unnamed
            scratch = nil
        } else {
            let hidden = Descriptor.createHidden(in: folder, permissions: 0o666)
            descriptor = hidden.descriptor
            scratch = hidden.path
            guard descriptor >= 0 else {
                isOpen = false
                // Some places exist and yet take no new files, such as /proc.
                let folderExists = access(folder.isEmpty ? "." : folder, F_OK) == 0
                if hidden.code == ENOENT, folderExists {
                    throw .notWritable(path: path, reason: "its folder takes no new files")
                }
                throw .system(hidden.code, path: path)
            }
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
        code =
            if let scratch {
                rename(scratch, target) == 0 ? 0 : errno
            } else {
                Descriptor.link(descriptor, as: target)
            }
        guard code == 0 else {
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
        if let scratch { _ = unlink(scratch) }
    }

    /// The path with its links followed, so that a link stays and its target is replaced
    /// or made.
    private static func resolved(_ path: String) -> String {
        var path = path
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        // As many links as the system itself follows.
        for _ in 0..<40 {
            let count = readlink(path, &buffer, buffer.count - 1)
            guard count > 0 else { break }
            let next = String(
                decoding: buffer[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self)
            path = next.hasPrefix("/") ? next : Descriptor.folder(of: path) + next
        }
        return path
    }
}
