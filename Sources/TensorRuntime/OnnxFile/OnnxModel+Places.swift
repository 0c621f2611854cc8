/// Where a runtime finds the elements of a weight that lies beside its model.
struct OnnxWeightPlace {
    var location: String
    var offset: UInt
    var length: Int
}

extension OnnxModel {
    /// The bytes with the places of all tensors beside them named anew, as each runtime has its
    /// own way to find them in memory.
    ///
    /// - Parameter place: Gets the number of a tensor in ``external``.
    func placing(
        _ place: (Int) -> OnnxWeightPlace
    ) throws(ProtobufReader.Malformed) -> [UInt8] {
        let numbers = Dictionary(
            external.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
        return try bytes.withUnsafeBufferPointer { (bytes) throws(ProtobufReader.Malformed) in
            try Self.copying(UnsafeRawBufferPointer(bytes), replacing: 7) {
                (graph) throws(ProtobufReader.Malformed) in
                try Self.copying(graph, replacing: 5) {
                    (tensor) throws(ProtobufReader.Malformed) in
                    let entry = try OnnxTensorEntry(reading: tensor)
                    guard entry.external != nil, let number = numbers[entry.name] else {
                        return nil
                    }
                    return try Self.placed(tensor, at: place(number))
                }
            }
        }
    }

    /// A message with some embedded messages of one field replaced.
    private static func copying(
        _ message: UnsafeRawBufferPointer, replacing replaced: Int,
        by replacement: (UnsafeRawBufferPointer) throws(ProtobufReader.Malformed) -> [UInt8]?
    ) throws(ProtobufReader.Malformed) -> [UInt8] {
        var reader = ProtobufReader(message)
        var writer = ProtobufWriter()
        while let (field, value) = try reader.next() {
            switch value {
            case .bytes(let bytes):
                if field == replaced, let new = try replacement(bytes) {
                    new.withUnsafeBytes { writer.data(field, $0) }
                } else {
                    writer.data(field, bytes)
                }
            case .number(let number): writer.varint(field, Int64(bitPattern: number))
            // None in the messages of a model, a graph or a tensor as we write them.
            case .fixed32, .fixed64: throw ProtobufReader.Malformed()
            }
        }
        return writer.bytes
    }

    /// A `TensorProto` with another external place.
    private static func placed(
        _ tensor: UnsafeRawBufferPointer, at place: OnnxWeightPlace
    ) throws(ProtobufReader.Malformed) -> [UInt8] {
        var reader = ProtobufReader(tensor)
        var writer = ProtobufWriter()
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (13, _): break
            case (_, .bytes(let bytes)): writer.data(field, bytes)
            case (_, .number(let number)): writer.varint(field, Int64(bitPattern: number))
            default: throw ProtobufReader.Malformed()
            }
        }
        let entries = [
            ("location", place.location), ("offset", "\(place.offset)"),
            ("length", "\(place.length)"),
        ]
        for (key, text) in entries {
            writer.message(13) { entry in
                entry.string(1, key)
                entry.string(2, text)
            }
        }
        return writer.bytes
    }
}
