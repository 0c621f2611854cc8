/// Reads a message of an ONNX file field by field; what lies in it stays where it is in the file.
struct OnnxMessage {
    /// A field with its number.
    struct Field {
        /// What follows the field's key. Bytes are a part of the file.
        enum Value {
            case number(UInt64)
            case bytes(ByteRegion)
        }

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

        /// The field as text of up to 16 MiB.
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

    private let region: ByteRegion
    /// Points into the region, which this value keeps alive.
    private var reader: ProtobufReader

    init(_ region: ByteRegion) {
        self.region = region
        reader = region.withBytes { ProtobufReader($0) }
    }

    /// The next field; nil at the end.
    mutating func next() throws(WeightError) -> Field? {
        let next: (field: Int, value: ProtobufReader.Value)?
        do throws(ProtobufReader.Malformed) { next = try reader.next() } catch { throw damaged }
        guard let (number, value) = next else { return nil }
        let content: Field.Value
        switch value {
        case .number(let bits): content = .number(bits)
        case .fixed32(let bits): content = .number(UInt64(bits))
        case .fixed64(let bits): content = .number(bits)
        case .bytes(let bytes):
            let start = region.withBytes { bytes.baseAddress! - $0.baseAddress! }
            guard let part = region.part(at: start, count: bytes.count) else { throw damaged }
            content = .bytes(part)
        }
        return Field(number: number, value: content, message: region)
    }

    /// The next of packed numbers; nil at the end.
    mutating func nextPacked() throws(WeightError) -> UInt64? {
        do throws(ProtobufReader.Malformed) {
            return try reader.nextPacked()
        } catch { throw damaged }
    }

    private var damaged: WeightError {
        region.malformed("its Protocol Buffers message is damaged or cut off")
    }
}
