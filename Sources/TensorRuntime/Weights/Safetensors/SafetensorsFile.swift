/// Reads safetensors: eight bytes with the header's length, a JSON header that names each
/// tensor's type, shape and place, then the bytes of all tensors without gaps.
///
/// Format: https://huggingface.co/docs/safetensors, "Format".
enum SafetensorsFile {
    /// The longest header that the format's own readers accept, in bytes.
    static let longestHeader = 100_000_000

    /// Where the tensors begin in the file; nil where it doesn't begin as safetensors.
    static func looksLikeOne(_ file: ByteRegion) -> Bool {
        guard let length = file.little(UInt64.self, at: 0), length <= longestHeader else {
            return false
        }
        return file.byte(at: 8) == UInt8(ascii: "{")
    }

    static func read(_ file: ByteRegion) throws(WeightError) -> WeightStore {
        guard let declared = file.little(UInt64.self, at: 0) else {
            throw WeightError(file: file.file, .truncated(needed: 8, available: file.count))
        }
        guard declared <= longestHeader else {
            guard declared <= file.count else {
                throw file.malformed(
                    "it is no safetensors file: its first eight bytes are no header's length")
            }
            throw WeightError(file: file.file, .tooLarge("its header", limit: longestHeader))
        }
        let length = Int(declared)
        guard let header = file.part(at: 8, count: length),
            let data = file.part(at: 8 + length, count: file.count - 8 - length)
        else {
            throw WeightError(
                file: file.file, .truncated(needed: 8 + length, available: file.count))
        }
        guard header.byte(at: 0) == UInt8(ascii: "{") else {
            throw file.malformed("its header is no JSON object")
        }
        var places: [String: Place] = [:]
        var metadata: [String: String]?
        var reader = FileJSON(header)
        try reader.object { (name, reader) throws(WeightError) in
            if name == "__metadata__" {
                guard metadata == nil else { throw file.malformed("two __metadata__") }
                metadata = try strings(&reader, file)
                return
            }
            let place = try Place(from: &reader, of: name, in: file)
            guard places.updateValue(place, forKey: name) == nil else {
                throw file.malformed("the header names it twice", tensor: name)
            }
        }
        try reader.end()
        try check(places, filling: data)
        var tensors: [String: Tensor] = [:]
        tensors.reserveCapacity(places.count)
        for (name, place) in places {
            tensors[name] = try data.tensor(place.type, at: place.begin, named: name)
        }
        return WeightStore(tensors, metadata: metadata ?? [:])
    }

    /// Tensors follow each other without gap or overlap and fill the file.
    private static func check(
        _ places: [String: Place], filling data: ByteRegion
    ) throws(WeightError) {
        var end = 0
        for (name, place) in places.sorted(by: {
            ($0.value.begin, $0.value.end) < ($1.value.begin, $1.value.end)
        }) {
            guard place.begin == end else {
                throw data.malformed(
                    place.begin < end
                        ? "it overlaps the tensor before it"
                        : "\(place.begin - end) bytes before it belong to no tensor", tensor: name)
            }
            guard place.end <= data.count else {
                throw WeightError(
                    file: data.file, tensor: name,
                    .truncated(needed: place.end, available: data.count))
            }
            end = place.end
        }
        guard end == data.count else {
            throw data.malformed("\(data.count - end) bytes at its end belong to no tensor")
        }
    }

    private static func strings(
        _ reader: inout FileJSON, _ file: ByteRegion
    ) throws(WeightError) -> [String: String] {
        var strings: [String: String] = [:]
        try reader.object { (key, reader) throws(WeightError) in
            guard strings.updateValue(try reader.string(), forKey: key) == nil else {
                throw file.malformed("__metadata__ has two '\(key.prefix(100))'")
            }
        }
        return strings
    }
}

/// A tensor's entry in the header; its size is that of its type.
private struct Place {
    let type: TensorType
    /// Counted from the end of the header.
    let begin: Int
    let end: Int

    init(
        from reader: inout FileJSON, of name: String, in file: ByteRegion
    ) throws(WeightError) {
        var element: String?
        var shape: [Int]?
        var offsets: [Int]?
        try reader.object { (key, reader) throws(WeightError) in
            switch key {
            case "dtype" where element == nil: element = try reader.string()
            case "shape" where shape == nil:
                shape = try Self.counts(&reader, atMost: 64, file, name)
            case "data_offsets" where offsets == nil:
                offsets = try Self.counts(&reader, atMost: 2, file, name)
            default:
                throw file.malformed("unexpected or repeated '\(key.prefix(100))'", tensor: name)
            }
        }
        guard let element, let shape, let offsets, offsets.count == 2 else {
            throw file.malformed("dtype, shape or data_offsets is missing", tensor: name)
        }
        guard let kind = ElementType(safetensors: element) else {
            throw WeightError(
                file: file.file, tensor: name,
                .unsupported(
                    "element type \(element.prefix(40))",
                    remedy: "convert it to F32, F16 or BF16"))
        }
        guard let type = TensorType(kind, checking: shape) else {
            throw file.malformed("a shape of impossible size", tensor: name)
        }
        guard offsets[0] <= offsets[1], offsets[1] - offsets[0] == type.byteCount else {
            throw file.malformed(
                "data_offsets \(offsets) don't hold the \(type.byteCount) bytes of its shape",
                tensor: name)
        }
        self.type = type
        begin = offsets[0]
        end = offsets[1]
    }

    private static func counts(
        _ reader: inout FileJSON, atMost limit: Int, _ file: ByteRegion, _ name: String
    ) throws(WeightError) -> [Int] {
        var counts: [Int] = []
        try reader.array { reader throws(WeightError) in
            guard counts.count < limit else {
                throw file.malformed("more than \(limit) numbers in a list", tensor: name)
            }
            counts.append(try reader.count())
        }
        return counts
    }
}

extension ElementType {
    /// By its name in safetensors; nil for types that tensors can't have here.
    init?(safetensors name: String) {
        guard let type = Self.allCases.first(where: { $0.safetensors == name }) else { return nil }
        self = type
    }

    /// The name in safetensors.
    var safetensors: String {
        switch self {
        case .float64: "F64"
        case .float32: "F32"
        case .float16: "F16"
        case .bfloat16: "BF16"
        case .int64: "I64"
        case .int32: "I32"
        case .int16: "I16"
        case .int8: "I8"
        case .uint64: "U64"
        case .uint32: "U32"
        case .uint16: "U16"
        case .uint8: "U8"
        case .bool: "BOOL"
        }
    }
}
