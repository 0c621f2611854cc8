/// Collects the parts of an ONNX model. Field numbers are those of `onnx.proto`.
struct OnnxWriter {
    /// An attribute of a node.
    enum Attribute {
        case integer(Int)
        case integers([Int])
        case float(Float)
        case string(String)
    }

    /// Tensors above this size stay where they are, beside the model.
    static let largestEmbedded = 1024
    static let operatorSet: Int64 = 20

    private var nodes: [ProtobufWriter] = []
    private var initializers: [ProtobufWriter] = []
    private var inputs: [ProtobufWriter] = []
    private var outputs: [ProtobufWriter] = []
    private(set) var external: [(name: String, tensor: Tensor)] = []
    private var externalOffset: Int64 = 0
    private var usesRuntimeDomain = false
    private var count = 0

    /// A name that nothing else has.
    mutating func freshName(_ hint: String) -> String {
        count += 1
        return "\(hint)#\(count)"
    }

    /// Adds a node; domain `com.microsoft` holds ONNX Runtime's own operators.
    mutating func node(
        _ type: String, _ inputs: [String], _ outputs: [String],
        _ attributes: [(String, Attribute)] = [], layer: String, domain: String = ""
    ) {
        if !domain.isEmpty { usesRuntimeDomain = true }
        var node = ProtobufWriter()
        for name in inputs { node.string(1, name) }
        for name in outputs { node.string(2, name) }
        node.string(3, "\(layer)/\(outputs[0])")
        node.string(4, type)
        for (name, attribute) in attributes {
            node.message(5) { message in
                message.string(1, name)
                switch attribute {
                case .integer(let value):
                    message.varint(3, Int64(value))
                    message.varint(20, 2)
                case .float(let value):
                    message.float(2, value)
                    message.varint(20, 1)
                case .string(let value):
                    message.string(4, value)
                    message.varint(20, 3)
                case .integers(let values):
                    for value in values { message.varint(8, Int64(value)) }
                    message.varint(20, 7)
                }
            }
        }
        if !domain.isEmpty { node.string(7, domain) }
        nodes.append(node)
    }

    /// Adds a tensor under a name.
    mutating func initializer(_ name: String, _ tensor: Tensor) {
        var message = ProtobufWriter()
        for size in tensor.shape { message.varint(1, Int64(size)) }
        message.varint(2, Int64(tensor.element.rawValue))
        message.string(8, name)
        if tensor.type.byteCount <= Self.largestEmbedded {
            tensor.withBytes { message.data(9, $0) }
        } else {
            let entries = [
                ("location", "weights"), ("offset", "\(externalOffset)"),
                ("length", "\(tensor.type.byteCount)"),
            ]
            for (key, value) in entries {
                message.message(13) { entry in
                    entry.string(1, key)
                    entry.string(2, value)
                }
            }
            message.varint(14, 1)
            external.append((name, tensor))
            externalOffset += Int64(tensor.type.byteCount)
        }
        initializers.append(message)
    }

    /// A tensor that only nodes need.
    mutating func constant(_ tensor: Tensor, _ hint: String = "constant") -> String {
        let name = freshName(hint)
        initializer(name, tensor)
        return name
    }

    /// A list of whole numbers, such as a shape.
    mutating func integers(_ values: [Int]) -> String {
        constant(Tensor(values.map { Int64($0) }, shape: [values.count]), "integers")
    }

    mutating func input(_ port: Port) { inputs.append(Self.valueInfo(port)) }
    mutating func output(_ port: Port) { outputs.append(Self.valueInfo(port)) }

    private static func valueInfo(_ port: Port) -> ProtobufWriter {
        var info = ProtobufWriter()
        info.string(1, port.name)
        info.message(2) { type in
            type.message(1) { tensor in
                tensor.varint(1, Int64(port.element.rawValue))
                tensor.message(2) { shape in
                    for size in port.shape {
                        shape.message(1) { dimension in
                            switch size {
                            case .fixed(let size): dimension.varint(1, Int64(size))
                            case .dynamic(let name): dimension.string(2, name)
                            }
                        }
                    }
                }
            }
        }
        return info
    }

    /// The whole model.
    func model(_ name: String) -> OnnxModel {
        var model = ProtobufWriter()
        model.varint(1, 9)
        model.string(2, "syrinx")
        model.message(7) { graph in
            for node in nodes { node.bytes.withUnsafeBytes { graph.data(1, $0) } }
            graph.string(2, name)
            for tensor in initializers { tensor.bytes.withUnsafeBytes { graph.data(5, $0) } }
            for input in inputs { input.bytes.withUnsafeBytes { graph.data(11, $0) } }
            for output in outputs { output.bytes.withUnsafeBytes { graph.data(12, $0) } }
        }
        model.message(8) { set in
            set.string(1, "")
            set.varint(2, Self.operatorSet)
        }
        if usesRuntimeDomain {
            model.message(8) { set in
                set.string(1, "com.microsoft")
                set.varint(2, 1)
            }
        }
        return OnnxModel(bytes: model.bytes, external: external)
    }
}
