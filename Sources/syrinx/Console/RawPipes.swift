import Glibc
import SpeechEngine

/// Raw samples, 16-bit and little-endian, from standard input to standard output, without waiting
/// for more than a frame.
struct RawPipes {
    private var bytes: [UInt8] = []

    /// The next frame: silence fills up the last one. nil behind the end.
    mutating func frame(of count: Int) throws(EngineError) -> [Float]? {
        bytes.removeAll(keepingCapacity: true)
        var buffer = [UInt8](repeating: 0, count: count * 2)
        while bytes.count < count * 2 {
            let got = read(STDIN_FILENO, &buffer, count * 2 - bytes.count)
            if got < 0, errno == EINTR { continue }
            guard got >= 0 else {
                throw .unreadable(
                    path: "standard input", reason: String(cString: strerror(errno)))
            }
            guard got > 0 else { break }
            bytes += buffer[..<got]
        }
        guard bytes.count > 1 else { return nil }
        let samples = RawSamples.numbers(of: bytes)
        return samples + [Float](repeating: 0, count: count - samples.count)
    }

    /// Writes samples at once.
    func write(_ samples: [Float]) throws(EngineError) {
        let bytes = RawSamples.bytes(of: samples)
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(STDOUT_FILENO, $0.baseAddress! + start, bytes.count - start)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                guard errno != EPIPE else { throw .outputClosed(path: "standard output") }
                throw .output(
                    path: "standard output", reason: String(cString: strerror(errno)),
                    remedy: "make room for it")
            }
            start += count
        }
    }
}
