/// Elements that an ONNX file writes as numbers of Protocol Buffers, in the field of their type.
struct OnnxNumbers {
    private let message: ByteRegion
    private let type: TensorType
    private let name: String
    private let field: Int

    init(_ message: ByteRegion, of type: TensorType, named name: String) {
        self.message = message
        self.type = type
        self.name = name
        field =
            switch type.element {
            case .float32: 4
            case .int32, .int16, .int8, .uint16, .uint8, .bool, .float16, .bfloat16: 5
            case .int64: 7
            case .float64: 10
            case .uint32, .uint64: 11
            }
    }

    func tensor(budget: inout UnpackingBudget) throws(WeightError) -> Tensor {
        // A number takes a byte at least: no more is allocated than the file can fill.
        guard type.count <= message.count else { throw wrongCount }
        try budget.take(type.byteCount, file: message.file, tensor: name)
        return try Tensor(type) { room throws(WeightError) in try fill(room) }
    }

    private func fill(_ room: UnsafeMutableRawBufferPointer) throws(WeightError) {
        var index = 0
        var reader = OnnxMessage(message)
        while let next = try reader.next() {
            guard next.number == field else { continue }
            switch next.value {
            case .number(let bits): try store(bits, at: &index, in: room)
            case .bytes(let packed): try unpack(packed, at: &index, in: room)
            }
        }
        guard index == type.count else { throw wrongCount }
    }

    private func unpack(
        _ packed: ByteRegion, at index: inout Int, in room: UnsafeMutableRawBufferPointer
    ) throws(WeightError) {
        // Floating-point numbers are packed as they lie in memory.
        if type.element == .float32 || type.element == .float64 {
            let width = type.element.byteCount
            guard packed.count % width == 0, packed.count / width <= type.count - index else {
                throw wrongCount
            }
            packed.withBytes {
                UnsafeMutableRawBufferPointer(rebasing: room[(index * width)...])
                    .copyMemory(from: $0)
            }
            index += packed.count / width
            return
        }
        var reader = OnnxMessage(packed)
        while let bits = try reader.nextPacked() { try store(bits, at: &index, in: room) }
    }

    private func store(
        _ bits: UInt64, at index: inout Int, in room: UnsafeMutableRawBufferPointer
    ) throws(WeightError) {
        guard index < type.count else { throw wrongCount }
        let width = type.element.byteCount
        switch width {
        case 1:
            let byte = UInt8(truncatingIfNeeded: bits)
            room[index] = type.element == .bool ? min(byte, 1) : byte
        case 2:
            room.storeBytes(
                of: UInt16(truncatingIfNeeded: bits), toByteOffset: index * 2, as: UInt16.self)
        case 4:
            room.storeBytes(
                of: UInt32(truncatingIfNeeded: bits), toByteOffset: index * 4, as: UInt32.self)
        default: room.storeBytes(of: bits, toByteOffset: index * 8, as: UInt64.self)
        }
        index += 1
    }

    private var wrongCount: WeightError {
        message.malformed("it has not the \(type.count) elements of its shape", tensor: name)
    }
}
