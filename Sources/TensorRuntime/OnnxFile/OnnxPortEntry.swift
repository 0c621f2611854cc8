/// What a `ValueInfoProto` says of an input or output: its name and the names of open sizes,
/// which runtimes other than ONNX Runtime forget.
struct OnnxPortEntry {
    private(set) var name = ""
    /// nil where the file says no shape.
    private(set) var shape: [PortSize]?

    init(reading bytes: UnsafeRawBufferPointer) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (1, .bytes(let text)): name = String(decoding: text, as: UTF8.self)
            case (2, .bytes(let type)):
                try Self.each(1, in: type) { (tensor) throws(ProtobufReader.Malformed) in
                    try Self.each(2, in: tensor) { (sizes) throws(ProtobufReader.Malformed) in
                        shape = try Self.shape(sizes)
                    }
                }
            default: break
            }
        }
    }

    private static func shape(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ProtobufReader.Malformed) -> [PortSize] {
        var shape: [PortSize] = []
        try each(1, in: bytes) { (size) throws(ProtobufReader.Malformed) in
            var found = PortSize.dynamic("")
            var reader = ProtobufReader(size)
            while let (field, value) = try reader.next() {
                switch (field, value) {
                case (1, .number(let number)):
                    if let fixed = Int(exactly: Int64(bitPattern: number)), fixed >= 0 {
                        found = .fixed(fixed)
                    }
                case (2, .bytes(let text)):
                    found = .dynamic(String(decoding: text, as: UTF8.self))
                default: break
                }
            }
            shape.append(found)
        }
        return shape
    }

    /// The embedded messages of one field.
    private static func each(
        _ wanted: Int, in bytes: UnsafeRawBufferPointer,
        _ body: (UnsafeRawBufferPointer) throws(ProtobufReader.Malformed) -> Void
    ) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            if case .bytes(let message) = value, field == wanted { try body(message) }
        }
    }
}
