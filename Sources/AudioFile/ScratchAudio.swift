import Glibc

/// Samples kept on disk between two passes, as 32-bit floats in the machine's byte order.
/// Memory stays constant over any length.
///
/// One without a name leaves nothing behind, whatever becomes of the process. One with a
/// name is there for the next process, which finds what was brought to the disk by
/// ``synchronize()``; as long as it is open, nobody else can open it.
///
/// An hour at 24 kHz takes 346 MB.
public final class ScratchAudio {
    /// What messages call it.
    private let name: String
    private let path: String?
    private let descriptor: Int32
    /// How many samples there are.
    public private(set) var sampleCount = 0

    /// Opens a file without a name in a folder, or takes the name away at once.
    init(in folder: String) throws(AudioFileError) {
        name = "scratch audio in \(folder)"
        path = nil
        if let unnamed = Descriptor.createUnnamed(in: folder + "/", permissions: 0o600) {
            descriptor = unnamed
            return
        }
        let (opened, path, code) = Descriptor.createHidden(in: folder + "/", permissions: 0o600)
        guard opened >= 0 else { throw .system(code, path: folder) }
        _ = unlink(path)
        descriptor = opened
    }

    private init(path: String, descriptor: Int32, sampleCount: Int) {
        name = path
        self.path = path
        self.descriptor = descriptor
        self.sampleCount = sampleCount
    }

    deinit { _ = close(descriptor) }

    /// Makes a file with a name.
    ///
    /// - Returns: nil where there is one of that name.
    public static func create(_ path: String) throws(AudioFileError) -> ScratchAudio? {
        try open(path, flags: O_CREAT | O_EXCL, exceptWhere: EEXIST)
    }

    /// Opens a file that a process, this one or another, has left.
    ///
    /// - Returns: nil where there is none, or somebody has it open.
    public static func reopen(_ path: String) throws(AudioFileError) -> ScratchAudio? {
        try open(path, flags: 0, exceptWhere: ENOENT)
    }

    private static func open(
        _ path: String, flags: Int32, exceptWhere expected: Int32
    ) throws(AudioFileError) -> ScratchAudio? {
        let descriptor = Glibc.open(path, O_RDWR | O_CLOEXEC | flags, 0o600)
        guard descriptor >= 0 else {
            guard errno != expected else { return nil }
            throw .system(errno, path: path)
        }
        // The system lets the lock go when the process ends, however it ends.
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(descriptor)
            guard code == EWOULDBLOCK else { throw .system(code, path: path) }
            return nil
        }
        var status = stat()
        // Between opening and locking somebody may have removed it.
        guard fstat(descriptor, &status) == 0, status.st_nlink > 0 else {
            close(descriptor)
            return nil
        }
        let count = Int(status.st_size) / sampleSize
        guard lseek(descriptor, off_t(count * sampleSize), SEEK_SET) >= 0 else {
            let code = errno
            close(descriptor)
            throw .system(code, path: path)
        }
        return ScratchAudio(path: path, descriptor: descriptor, sampleCount: count)
    }

    private static let sampleSize = MemoryLayout<Float>.size

    /// Appends samples.
    public func append(_ samples: [Float]) throws(AudioFileError) {
        let bytes = samples.withUnsafeBytes { [UInt8]($0) }
        try Descriptor.write(bytes, to: descriptor, name: name)
        sampleCount += samples.count
    }

    /// Keeps the first samples only.
    ///
    /// - Precondition: There are so many.
    public func truncate(to count: Int) throws(AudioFileError) {
        precondition((0...sampleCount).contains(count), "there are \(sampleCount) samples")
        let size = off_t(count * Self.sampleSize)
        guard ftruncate(descriptor, size) == 0, lseek(descriptor, size, SEEK_SET) >= 0 else {
            throw .system(errno, path: name)
        }
        sampleCount = count
    }

    /// Brings everything to the disk; returns when it is there.
    public func synchronize() throws(AudioFileError) {
        while fdatasync(descriptor) != 0 {
            guard errno == EINTR else { throw .system(errno, path: name) }
        }
    }

    /// Appends the first samples of another file, whoever has it open.
    ///
    /// - Returns: Whether it has so many; if not, nothing is appended.
    public func copy(_ count: Int, of path: String) throws(AudioFileError) -> Bool {
        let source = Glibc.open(path, O_RDONLY | O_CLOEXEC)
        guard source >= 0 else {
            guard errno != ENOENT else { return false }
            throw .system(errno, path: path)
        }
        defer { _ = close(source) }
        var status = stat()
        guard fstat(source, &status) == 0, Int(status.st_size) >= count * Self.sampleSize else {
            return false
        }
        var position = 0
        while position < count {
            var block = [Float](repeating: 0, count: min(1 << 16, count - position))
            let code = block.withUnsafeMutableBytes {
                Self.read(source, into: $0, at: Self.sampleSize * position)
            }
            if code != 0 { throw .system(code, path: path) }
            try append(block)
            position += block.count
        }
        return true
    }

    /// Takes the name away; the samples are there until the last use.
    public func remove() { if let path { _ = unlink(path) } }

    /// Samples from an index on, as many as there are up to a number.
    public func samples(from index: Int, most: Int) throws(AudioFileError) -> [Float] {
        let length = min(most, sampleCount - index)
        guard index >= 0, length > 0 else { return [] }
        var block = [Float](repeating: 0, count: length)
        let code = block.withUnsafeMutableBytes {
            Self.read(descriptor, into: $0, at: Self.sampleSize * index)
        }
        if code != 0 { throw .system(code, path: name) }
        return block
    }

    /// Hands all samples out again, in blocks.
    func forEachBlock(
        _ body: ([Float]) throws(AudioFileError) -> Void
    ) throws(AudioFileError) {
        var position = 0
        while position < sampleCount {
            let block = try samples(from: position, most: 1 << 14)
            try body(block)
            position += block.count
        }
    }

    /// Fills a buffer from an offset; returns the error code or 0.
    private static func read(
        _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, at offset: Int
    ) -> Int32 {
        var done = 0
        while done < buffer.count {
            let count = pread(
                descriptor, buffer.baseAddress! + done, buffer.count - done, off_t(offset + done))
            if count == 0 { return EIO }
            if count < 0, errno != EINTR { return errno }
            done += max(0, count)
        }
        return 0
    }
}
