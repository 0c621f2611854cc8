import AudioSignal

/// Turns samples into little-endian bytes of a sample format.
struct SampleEncoder {
    private let format: SampleFormat
    private var quantizer: PCMQuantizer

    init(_ format: SampleFormat, ditherSeed: UInt64?) {
        self.format = format
        quantizer = PCMQuantizer(
            depth: format == .int24 ? .bits24 : .bits16, ditherSeed: ditherSeed)
    }

    /// How many samples lay beyond full scale.
    var clipped: Int { quantizer.clipped }

    mutating func bytes(_ samples: [Float]) -> [UInt8] {
        switch format {
        case .int16, .int24: return quantizer.littleEndianBytes(samples)
        case .float32:
            var bytes: [UInt8] = []
            bytes.reserveCapacity(4 * samples.count)
            for sample in samples { bytes.appendLittleEndian(sample.bitPattern) }
            return bytes
        }
    }
}

extension [UInt8] {
    /// Appends a whole number, lowest byte first.
    mutating func appendLittleEndian(_ number: some FixedWidthInteger) {
        var rest = number
        for _ in 0..<(number.bitWidth / 8) {
            append(UInt8(truncatingIfNeeded: rest))
            rest >>= 8
        }
    }

    /// Appends the four letters of a chunk's name.
    mutating func append(chunk name: StaticString) {
        name.withUTF8Buffer { append(contentsOf: $0) }
    }
}
