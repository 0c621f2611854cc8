/// What is read of an ONNX model before a runtime gets it: whether it is one at all, and which
/// weights it has where, so that memory can be judged and files outside be checked.
///
/// Numbers of fields are those of `onnx.proto`.
struct OnnxSurvey {
    /// All weights and constants, those of nested graphs too.
    private(set) var tensors: [OnnxTensorEntry] = []
    /// Inputs as declared; with old files, weights too.
    private(set) var declaredInputs: [OnnxPortEntry] = []
    private(set) var outputs: [OnnxPortEntry] = []
    private(set) var nodeCount = 0
    private var hasGraph = false

    /// Graphs in graphs. Real models nest once or twice; runtimes walk them by recursion.
    private static let deepest = 16

    /// - Parameter name: What errors call the model.
    init(reading bytes: UnsafeRawBufferPointer, name: String) throws(ExecutionError) {
        do {
            try readModel(bytes)
        } catch {
            throw .rejected(
                model: name, reason: "it is no ONNX file, or a damaged one; fetch or export it anew"
            )
        }
        guard hasGraph, nodeCount > 0 else {
            throw .rejected(model: name, reason: "it is no ONNX file: there is no network in it")
        }
        for tensor in tensors {
            guard let size = tensor.byteCount else {
                throw .rejected(
                    model: name, reason: "the shape of weight \(tensor.name) is impossible")
            }
            // Numbers that fit in fewer bytes may stand packed, never ten times so.
            if tensor.external == nil, size / 16 > tensor.embedded + 64, tensor.element != 8 {
                throw .rejected(
                    model: name,
                    reason: "weight \(tensor.name) should have \(size) bytes and has "
                        + "\(tensor.embedded)")
            }
        }
    }

    /// Inputs that a call must give.
    var inputs: [OnnxPortEntry] {
        let weights = Set(tensors.map(\.name))
        return declaredInputs.filter { !weights.contains($0.name) }
    }

    /// Bytes of the weights that stand in the file itself.
    var embeddedBytes: Int { tensors.reduce(0) { $0 + $1.embedded } }

    /// Bytes of all weights. Capped, since shapes of weights outside are not yet checked.
    var weightBytes: Int {
        tensors.reduce(0) { sum, tensor in
            let bytes = tensor.external == nil ? tensor.embedded : tensor.byteCount ?? 0
            let (total, overflow) = sum.addingReportingOverflow(bytes)
            return overflow ? .max : total
        }
    }

    private mutating func readModel(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (7, .bytes(let graph)):
                hasGraph = true
                try readGraph(graph, depth: 0)
            case (25, .bytes(let function)): try readFunction(function)
            default: break
            }
        }
    }

    private mutating func readGraph(
        _ bytes: UnsafeRawBufferPointer, depth: Int
    ) throws(ProtobufReader.Malformed) {
        guard depth < Self.deepest else { throw ProtobufReader.Malformed() }
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (1, .bytes(let node)): try readNode(node, depth: depth)
            case (5, .bytes(let tensor)): tensors.append(try OnnxTensorEntry(reading: tensor))
            case (11, .bytes(let port)) where depth == 0:
                declaredInputs.append(try OnnxPortEntry(reading: port))
            case (12, .bytes(let port)) where depth == 0:
                outputs.append(try OnnxPortEntry(reading: port))
            default: break
            }
        }
    }

    private mutating func readFunction(
        _ bytes: UnsafeRawBufferPointer
    ) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            if case (7, .bytes(let node)) = (field, value) { try readNode(node, depth: 0) }
        }
    }

    private mutating func readNode(
        _ bytes: UnsafeRawBufferPointer, depth: Int
    ) throws(ProtobufReader.Malformed) {
        nodeCount += 1
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            if case (5, .bytes(let attribute)) = (field, value) {
                try readAttribute(attribute, depth: depth)
            }
        }
    }

    private mutating func readAttribute(
        _ bytes: UnsafeRawBufferPointer, depth: Int
    ) throws(ProtobufReader.Malformed) {
        var reader = ProtobufReader(bytes)
        while let (field, value) = try reader.next() {
            switch (field, value) {
            case (5, .bytes(let tensor)), (10, .bytes(let tensor)):
                tensors.append(try OnnxTensorEntry(reading: tensor))
            case (6, .bytes(let graph)), (11, .bytes(let graph)):
                try readGraph(graph, depth: depth + 1)
            default: break
            }
        }
    }
}
