import Glibc

/// Samples kept on disk between two passes. Memory stays constant; the file has no
/// name, so nothing stays behind whatever becomes of the process.
///
/// An hour at 24 kHz takes 346 MB.
final class ScratchAudio {
    private let folder: String
    private let descriptor: Int32
    private var sampleCount = 0

    /// Opens a file without a name in a folder, or takes the name away at once.
    init(in folder: String) throws(AudioFileError) {
        self.folder = folder
        if let unnamed = Descriptor.createUnnamed(in: folder + "/", permissions: 0o600) {
            descriptor = unnamed
            return
        }
        let (opened, path, code) = Descriptor.createHidden(in: folder + "/", permissions: 0o600)
        guard opened >= 0 else { throw .system(code, path: folder) }
        _ = unlink(path)
        descriptor = opened
    }

    deinit { _ = close(descriptor) }

    /// Appends samples.
    func append(_ samples: [Float]) throws(AudioFileError) {
        let bytes = samples.withUnsafeBytes { [UInt8]($0) }
        try Descriptor.write(bytes, to: descriptor, name: "scratch audio in \(folder)")
        sampleCount += samples.count
    }

    /// Hands all samples out again, in blocks.
    func forEachBlock(
        _ body: ([Float]) throws(AudioFileError) -> Void
    ) throws(AudioFileError) {
        var position = 0
        while position < sampleCount {
            let length = min(1 << 14, sampleCount - position)
            var block = [Float](repeating: 0, count: length)
            let code = block.withUnsafeMutableBytes { read(into: $0, at: 4 * position) }
            if code != 0 { throw .system(code, path: "scratch audio in \(folder)") }
            try body(block)
            position += length
        }
    }

    /// Fills a buffer from an offset; returns the error code or 0.
    private func read(into buffer: UnsafeMutableRawBufferPointer, at offset: Int) -> Int32 {
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
