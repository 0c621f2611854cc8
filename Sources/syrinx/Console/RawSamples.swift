/// Raw samples, 16-bit and little-endian, as numbers of which 1 is full scale.
enum RawSamples {
    /// What bytes say; half a sample at the end is left out.
    static func numbers(of bytes: some RandomAccessCollection<UInt8>) -> [Float] {
        var numbers: [Float] = []
        numbers.reserveCapacity(bytes.count / 2)
        var place = bytes.startIndex
        for _ in 0..<bytes.count / 2 {
            let high = bytes.index(after: place)
            let number = Int16(bitPattern: UInt16(bytes[place]) | UInt16(bytes[high]) << 8)
            numbers.append(Float(number) / 32_768)
            place = bytes.index(after: high)
        }
        return numbers
    }

    /// The bytes of samples; what is beyond full scale is clipped.
    static func bytes(of samples: some Collection<Float>) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(samples.count * 2)
        for sample in samples {
            // A network of broken weights may make what is no number.
            let sample = sample.isFinite ? sample : 0
            let number = Int16(min(max(sample * 32_768, -32_768), 32_767).rounded())
            bytes.append(UInt8(truncatingIfNeeded: number))
            bytes.append(UInt8(truncatingIfNeeded: number >> 8))
        }
        return bytes
    }
}
