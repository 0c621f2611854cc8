/// A weight of an ONNX file: its description, and where its elements are.
public struct OnnxInitializer: Sendable {
    /// The name by which the network refers to it.
    public let name: String
    /// What its elements are.
    public let element: OnnxElement
    /// Sizes of the axes as the file has them; not checked before a tensor is made.
    public let shape: [Int]
    /// The file beside the model that holds the elements; nil where the model itself does.
    public let externalFile: String?

    private let message: ByteRegion
    private let raw: ByteRegion?
    private let external: [String: String]

    init(_ message: ByteRegion) throws(WeightError) {
        var name = ""
        var code = 0
        var shape: [Int] = []
        var raw: ByteRegion?
        var external: [String: String] = [:]
        var isExternal = false
        var reader = OnnxMessage(message)
        while let field = try reader.next() {
            switch field.number {
            case 1:
                guard shape.count < 64 else { throw message.malformed("more than 64 axes") }
                if case .bytes(let packed) = field.value {
                    var sizes = OnnxMessage(packed)
                    while let size = try sizes.nextPacked() {
                        guard shape.count < 64 else {
                            throw message.malformed("more than 64 axes")
                        }
                        shape.append(Int(truncatingIfNeeded: size))
                    }
                } else {
                    shape.append(try field.integer())
                }
            case 2: code = try field.integer()
            case 8: name = try field.text()
            case 9: raw = try field.bytes()
            case 13:
                guard external.count < 16 else { throw message.malformed("too many entries") }
                let pair = try OnnxPair(try field.bytes())
                external[pair.key] = pair.value
            case 14: isExternal = try field.integer() == 1
            default: break
            }
        }
        guard !isExternal || external["location"] != nil else {
            throw message.malformed("external data without a location", tensor: name)
        }
        self.name = name
        self.element = OnnxElement(code: code)
        self.shape = shape
        self.message = message
        self.raw = raw
        self.external = external
        externalFile = isExternal ? external["location"] : nil
    }

    /// The tensor: a view of the file, unless its numbers are written one by one.
    func tensor(
        in files: inout OnnxExternalFiles, budget: inout UnpackingBudget
    ) throws(WeightError) -> Tensor {
        guard let kind = element.type else {
            throw WeightError(
                file: message.file, tensor: name,
                .unsupported("element type \(element)", remedy: "export float32 or float16"))
        }
        guard let type = TensorType(kind, checking: shape) else {
            throw message.malformed("a shape of impossible size", tensor: name)
        }
        if let location = externalFile {
            return try externalTensor(type, in: try files.file(location, for: name))
        }
        if let raw {
            guard raw.count == type.byteCount else {
                throw message.malformed(
                    "\(raw.count) bytes for the \(type.byteCount) of its shape", tensor: name)
            }
            return try raw.tensor(type, named: name)
        }
        return try OnnxNumbers(message, of: type, named: name).tensor(budget: &budget)
    }

    private func externalTensor(
        _ type: TensorType, in file: ByteRegion
    ) throws(WeightError) -> Tensor {
        let offset = Int(external["offset"] ?? "0")
        guard let offset, offset >= 0 else {
            throw message.malformed("an offset that is no number", tensor: name)
        }
        if let text = external["length"] {
            guard let length = Int(text), length == type.byteCount else {
                throw message.malformed(
                    "external data of another length than its shape's", tensor: name)
            }
        }
        return try file.tensor(type, at: offset, named: name)
    }
}

/// Files beside a model that hold its weights, each opened once.
struct OnnxExternalFiles {
    let model: ByteRegion
    let access: WeightReading.Access
    private var opened: [String: ByteRegion] = [:]

    init(model: ByteRegion, access: WeightReading.Access) {
        self.model = model
        self.access = access
    }

    mutating func file(
        _ location: String, for tensor: String
    ) throws(WeightError) -> ByteRegion {
        if let file = opened[location] { return file }
        let path = try ModelFolder(file: model.file).path(of: location)
        let file = try FileMapping.open(path, access: access)
        opened[location] = file
        return file
    }
}
