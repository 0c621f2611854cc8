/// What a `TensorProto` says of a weight, without its elements.
struct OnnxTensorEntry {
    var name = ""
    /// Number of the element type in ONNX.
    var element: Int32 = 0
    var shape: [Int64] = []
    /// Bytes of the elements that stand in the file itself.
    var embedded = 0
    /// Where the elements lie if they are outside.
    var external: External?

    struct External {
        var location = ""
        var offset: UInt64 = 0
        /// nil: to the end of the file.
        var length: UInt64?
    }

    init(reading bytes: UnsafeRawBufferPointer) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes)
        var place = External()
        var isExternal = false
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (1, .number(let size)): shape.append(Int64(bitPattern: size))
            case (1, .bytes(let sizes)):
                for size in try ProtobufReader.packed(sizes) {
                    shape.append(Int64(bitPattern: size))
                }
            case (2, .number(let number)): element = Int32(truncatingIfNeeded: number)
            case (4, .bytes(let data)), (5, .bytes(let data)), (6, .bytes(let data)),
                (7, .bytes(let data)), (9, .bytes(let data)), (10, .bytes(let data)),
                (11, .bytes(let data)):
                embedded += data.count
            case (4, _), (5, _), (7, _), (10, _), (11, _): embedded += 8
            case (8, .bytes(let text)): name = String(decoding: text, as: UTF8.self)
            case (13, .bytes(let entry)): try place.read(entry)
            case (14, .number(let number)): isExternal = number == 1
            default: break
            }
        }
        if isExternal { external = place }
    }

    /// Bytes that the shape asks for, nil if that is more than can be addressed, or less than
    /// nothing. Elements of types that we don't know count as one byte.
    var byteCount: Int? {
        let sizes = shape.compactMap { Int(exactly: $0) }
        guard sizes.count == shape.count else { return nil }
        guard let known = ElementType(rawValue: element) else {
            return TensorType(.uint8, checking: sizes)?.count
        }
        return TensorType(known, checking: sizes)?.byteCount
    }
}

extension OnnxTensorEntry.External {
    /// Takes one pair of the external data's description.
    fileprivate mutating func read(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes)
        var key = ""
        var text = ""
        while let (field, value) = try reader.next() {
            if case (1, .bytes(let bytes)) = (field, value) {
                key = String(decoding: bytes, as: UTF8.self)
            }
            if case (2, .bytes(let bytes)) = (field, value) {
                text = String(decoding: bytes, as: UTF8.self)
            }
        }
        switch key {
        case "location": location = text
        case "offset":
            guard let number = UInt64(text) else { throw ProtobufReader.Malformed() }
            offset = number
        case "length":
            guard let number = UInt64(text) else { throw ProtobufReader.Malformed() }
            length = number
        default: break
        }
    }
}
