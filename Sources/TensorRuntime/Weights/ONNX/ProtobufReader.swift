/// Reads the fields of a Protocol Buffers message, one after the other, without copying.
///
/// Encoding: https://protobuf.dev/programming-guides/encoding/
struct ProtobufReader {
    enum Value {
        case number(UInt64)
        case fixed32(UInt32)
        case fixed64(UInt64)
        case bytes(ByteRegion)
    }

    struct Field {
        let number: Int
        let value: Value
        let message: ByteRegion

        /// The field as a whole number.
        func integer() throws(WeightError) -> Int {
            guard case .number(let bits) = value else { throw wrongKind }
            return Int(truncatingIfNeeded: bits)
        }

        /// The field as bytes: a message, raw data or packed numbers.
        func bytes() throws(WeightError) -> ByteRegion {
            guard case .bytes(let bytes) = value else { throw wrongKind }
            return bytes
        }

        func text() throws(WeightError) -> String {
            let bytes = try bytes()
            guard bytes.count <= 1 << 24, let text = bytes.text else {
                throw message.malformed("field \(number) of a message is no text")
            }
            return text
        }

        private var wrongKind: WeightError {
            message.malformed("field \(number) of a message is of another kind")
        }
    }

    private let message: ByteRegion
    private var position = 0

    init(_ message: ByteRegion) { self.message = message }

    /// The next field; nil at the end.
    mutating func next() throws(WeightError) -> Field? {
        guard position < message.count else { return nil }
        let key = try varint()
        guard let number = Int(exactly: key >> 3), (1..<1 << 29).contains(number) else {
            throw damaged
        }
        let value: Value
        switch key & 7 {
        case 0: value = .number(try varint())
        case 1: value = .fixed64(try fixed(UInt64.self))
        case 2:
            guard let count = Int(exactly: try varint()),
                let part = message.part(at: position, count: count)
            else { throw damaged }
            position += count
            value = .bytes(part)
        case 5: value = .fixed32(try fixed(UInt32.self))
        default: throw damaged
        }
        return Field(number: number, value: value, message: message)
    }

    /// The next of packed numbers; nil at the end.
    mutating func nextVarint() throws(WeightError) -> UInt64? {
        position < message.count ? try varint() : nil
    }

    private mutating func varint() throws(WeightError) -> UInt64 {
        var value: UInt64 = 0
        for index in 0..<10 {
            guard let byte = message.byte(at: position) else { throw damaged }
            position += 1
            value |= UInt64(byte & 0x7F) << (7 * index)
            if byte < 0x80 { return value }
        }
        throw damaged
    }

    private mutating func fixed<Word: FixedWidthInteger & BitwiseCopyable>(
        _ type: Word.Type
    ) throws(WeightError) -> Word {
        guard let word = message.little(type, at: position) else { throw damaged }
        position += MemoryLayout<Word>.size
        return word
    }

    private var damaged: WeightError {
        message.malformed("its Protocol Buffers message is damaged or cut off")
    }
}
