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
        var samples = [Float](repeating: 0, count: count)
        for place in 0..<bytes.count / 2 {
            let number = Int16(
                bitPattern: UInt16(bytes[2 * place]) | UInt16(bytes[2 * place + 1]) << 8)
            samples[place] = Float(number) / 32_768
        }
        return samples
    }

    /// Writes samples at once.
    func write(_ samples: [Float]) throws(EngineError) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(samples.count * 2)
        for sample in samples {
            let number = Int16(min(max(sample * 32_768, -32_768), 32_767).rounded())
            bytes.append(UInt8(truncatingIfNeeded: number))
            bytes.append(UInt8(truncatingIfNeeded: number >> 8))
        }
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
