/// How a sample lies in a WAV.
enum SampleLayout: Hashable {
    /// Offset binary.
    case unsigned8
    /// Two's complement, lowest byte first; the number of bits is the container's, in which
    /// fewer bits stand at the top.
    case int16, int24, int32
    /// IEEE 754, lowest byte first.
    case float32, float64
    /// ITU-T G.711, for telephones.
    case aLaw, muLaw

    /// The layout of a format tag with samples of a size in bytes.
    init?(tag: UInt16, size: Int) {
        switch (tag, size) {
        case (1, 1): self = .unsigned8
        case (1, 2): self = .int16
        case (1, 3): self = .int24
        case (1, 4): self = .int32
        case (3, 4): self = .float32
        case (3, 8): self = .float64
        case (6, 1): self = .aLaw
        case (7, 1): self = .muLaw
        default: return nil
        }
    }

    /// Bytes of a sample.
    var size: Int {
        switch self {
        case .unsigned8, .aLaw, .muLaw: 1
        case .int16: 2
        case .int24: 3
        case .int32, .float32: 4
        case .float64: 8
        }
    }

    /// Samples of bytes; a rest that is no whole sample is left out.
    func samples(_ bytes: UnsafeRawBufferPointer) -> [Float] {
        switch self {
        case .unsigned8: Self.map(bytes, 1) { (Float($0[$1]) - 128) / 128 }
        case .int16:
            Self.map(bytes, 2) {
                Float(Int16(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: Int16.self)))
                    / 0x1p15
            }
        case .int24:
            Self.map(bytes, 3) { bytes, offset in
                let low = Int32(bytes[offset]) | Int32(bytes[offset + 1]) << 8
                let high = Int32(Int8(bitPattern: bytes[offset + 2])) << 16
                return Float(high | low) / 0x1p23
            }
        case .int32:
            Self.map(bytes, 4) {
                Float(Int32(littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: Int32.self)))
                    / 0x1p31
            }
        case .float32:
            Self.map(bytes, 4) {
                Float(
                    bitPattern: UInt32(
                        littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: UInt32.self)))
            }
        case .float64:
            Self.map(bytes, 8) {
                Float(
                    Double(
                        bitPattern: UInt64(
                            littleEndian: $0.loadUnaligned(fromByteOffset: $1, as: UInt64.self))))
            }
        case .aLaw: Self.map(bytes, 1) { Self.aLaw($0[$1]) }
        case .muLaw: Self.map(bytes, 1) { Self.muLaw($0[$1]) }
        }
    }

    /// - Parameter sample: Reads the sample at an offset, below which all its bytes lie.
    @inline(__always)
    private static func map(
        _ bytes: UnsafeRawBufferPointer, _ size: Int,
        _ sample: (UnsafeRawBufferPointer, Int) -> Float
    ) -> [Float] {
        let whole = bytes.count / size
        return [Float](unsafeUninitializedCapacity: whole) { target, count in
            for index in 0..<whole { target[index] = sample(bytes, index * size) }
            count = whole
        }
    }

    /// Sign, three bits of exponent, four of mantissa; even bits are inverted.
    private static func aLaw(_ code: UInt8) -> Float {
        let bits = code ^ 0x55
        let (exponent, mantissa) = (Int(bits >> 4 & 7), Int(bits & 15))
        let magnitude = exponent == 0 ? 2 * mantissa + 1 : (2 * mantissa + 33) << (exponent - 1)
        return Float(bits & 0x80 != 0 ? magnitude : -magnitude) / 4096
    }

    /// Sign, three bits of exponent, four of mantissa; all are inverted.
    private static func muLaw(_ code: UInt8) -> Float {
        let bits = ~code
        let (exponent, mantissa) = (Int(bits >> 4 & 7), Int(bits & 15))
        let magnitude = (2 * mantissa + 33) << exponent - 33
        return Float(bits & 0x80 != 0 ? -magnitude : magnitude) / 8192
    }
}
