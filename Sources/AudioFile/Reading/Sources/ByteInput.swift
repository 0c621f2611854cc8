/// Bytes of a source through a buffer, so that the next ones can be looked at before they are
/// taken.
final class ByteInput {
    /// What messages call the place.
    var name: String { source.name }
    /// How many bytes were taken so far.
    private(set) var position = 0

    private let source: any ByteSource
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var start = 0
    private var end = 0
    private var isAtEnd = false

    init(_ source: any ByteSource) { self.source = source }

    /// How many bytes are left; nil where only the end will tell.
    var left: Int? { source.size.map { max(0, $0 - position) } }

    /// The next bytes without taking them: so many, or all that are left.
    ///
    /// - Precondition: The buffer holds so many.
    func peek(_ count: Int) throws(AudioFileError) -> ArraySlice<UInt8> {
        precondition(count <= buffer.count)
        if end - start < count, start > 0 {
            buffer.replaceSubrange(0..<end - start, with: buffer[start..<end])
            end -= start
            start = 0
        }
        while end - start < count, !isAtEnd {
            let got = try fill(from: end)
            end += got
        }
        return buffer[start..<min(end, start + count)]
    }

    /// Takes the next bytes: so many, or all that are left.
    func take(_ count: Int) throws(AudioFileError) -> [UInt8] {
        let bytes = [UInt8](try peek(count))
        start += bytes.count
        position += bytes.count
        return bytes
    }

    /// Takes some of the next bytes into a buffer; 0 at the end.
    func read(into target: UnsafeMutableRawBufferPointer) throws(AudioFileError) -> Int {
        guard target.count > 0 else { return 0 }
        if start == end {
            guard !isAtEnd else { return 0 }
            if target.count >= buffer.count {
                let got = try source.read(into: target)
                isAtEnd = got == 0
                position += got
                return got
            }
            (start, end) = (0, 0)
            end = try fill(from: 0)
        }
        let count = min(target.count, end - start)
        buffer.withUnsafeBytes { bytes in
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<start + count]))
        }
        start += count
        position += count
        return count
    }

    /// Takes bytes into a buffer until it is full or nothing is left.
    func readFully(into target: UnsafeMutableRawBufferPointer) throws(AudioFileError) -> Int {
        var done = 0
        while done < target.count {
            let got = try read(into: UnsafeMutableRawBufferPointer(rebasing: target[done...]))
            if got == 0 { break }
            done += got
        }
        return done
    }

    /// Passes over bytes; returns whether there were so many.
    func skip(_ count: UInt64) throws(AudioFileError) -> Bool {
        var rest = count
        while rest > 0 {
            if start == end {
                guard !isAtEnd else { return false }
                (start, end) = (0, 0)
                end = try fill(from: 0)
                if end == 0 { return false }
            }
            let part = Int(min(rest, UInt64(end - start)))
            start += part
            position += part
            rest -= UInt64(part)
        }
        return true
    }

    /// Asks the source once; returns how many bytes came.
    private func fill(from offset: Int) throws(AudioFileError) -> Int {
        let source = source
        let got = try buffer.withUnsafeMutableBufferPointer { (bytes) throws(AudioFileError) in
            try source.read(
                into: UnsafeMutableRawBufferPointer(
                    UnsafeMutableBufferPointer(rebasing: bytes[offset...])))
        }
        isAtEnd = got == 0
        return got
    }
}
