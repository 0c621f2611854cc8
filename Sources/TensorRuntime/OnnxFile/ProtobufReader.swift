/// Reads Protocol Buffers' wire format, field by field, without copying.
///
/// The bytes are hostile: every length is checked against what is left. The buffer must outlive
/// what is read from it.
struct ProtobufReader {
    /// A field's content, by its kind on the wire.
    enum Value {
        case number(UInt64)
        case bytes(UnsafeRawBufferPointer)
        case fixed32(UInt32)
        case fixed64(UInt64)
    }

    struct Malformed: Error {}

    private let buffer: UnsafeRawBufferPointer
    private var position = 0

    init(_ buffer: UnsafeRawBufferPointer) { self.buffer = buffer }

    /// The next field; nil at the end.
    mutating func next() throws(Malformed) -> (field: Int, value: Value)? {
        guard position < buffer.count else { return nil }
        let key = try varint()
        // Fields have numbers below 2^29.
        let field = Int(key >> 3 & 0x1fff_ffff)
        guard field > 0, key >> 32 == 0 else { throw Malformed() }
        switch key & 7 {
        case 0: return (field, .number(try varint()))
        case 1: return (field, .fixed64(UInt64(littleEndian: try fixed(UInt64.self))))
        case 2:
            let count = try varint()
            guard count <= UInt64(buffer.count - position) else { throw Malformed() }
            let bytes = UnsafeRawBufferPointer(
                rebasing: buffer[position..<position + Int(count)])
            position += Int(count)
            return (field, .bytes(bytes))
        case 5: return (field, .fixed32(UInt32(littleEndian: try fixed(UInt32.self))))
        // Groups are older than ONNX.
        default: throw Malformed()
        }
    }

    private mutating func fixed<Number: FixedWidthInteger & BitwiseCopyable>(
        _ type: Number.Type
    ) throws(Malformed) -> Number {
        guard buffer.count - position >= MemoryLayout<Number>.size else { throw Malformed() }
        defer { position += MemoryLayout<Number>.size }
        return buffer.loadUnaligned(fromByteOffset: position, as: type)
    }

    private mutating func varint() throws(Malformed) -> UInt64 {
        var value: UInt64 = 0
        for shift in stride(from: 0 as UInt64, to: 70, by: 7) {
            guard position < buffer.count else { throw Malformed() }
            let byte = buffer[position]
            position += 1
            // The tenth byte holds the last bit; what a shift pushes out is lost, as in protobuf.
            value |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return value }
        }
        throw Malformed()
    }

    /// The next number of a packed repeated field; nil at the end.
    mutating func nextPacked() throws(Malformed) -> UInt64? {
        position < buffer.count ? try varint() : nil
    }

    /// The numbers of a packed repeated field.
    static func packed(_ bytes: UnsafeRawBufferPointer) throws(Malformed) -> [UInt64] {
        var reader = ProtobufReader(bytes)
        var numbers: [UInt64] = []
        while let number = try reader.nextPacked() { numbers.append(number) }
        return numbers
    }
}
