/// What an ONNX file says of its network: inputs, outputs, operators and weights.
///
/// Only the description is read; the weights stay in the mapped file, or in the files beside it
/// that it refers to, until ``weights(reading:)`` makes tensors of them.
public struct OnnxFile: Sendable {
    /// An input or output.
    public struct Value: Sendable, Hashable {
        /// The name by which it is fed or fetched.
        public let name: String
        /// nil for sequences, maps and optional values.
        public let element: OnnxElement?
        /// nil where even the number of axes is open.
        public let shape: [Axis]?
    }

    /// The size of an axis.
    public enum Axis: Sendable, Hashable {
        case fixed(Int)
        /// Any size; equal names mean equal sizes. Empty: it has no name.
        case dynamic(String)
    }

    /// A version of a set of operators; the standard's domain is empty.
    public struct OperatorSet: Sendable, Hashable {
        /// Who defines the operators; empty for ONNX itself.
        public let domain: String
        /// The version of the set.
        public let version: Int
    }

    /// The path as given.
    public let path: String
    /// The version of the file format (`ir_version`).
    public private(set) var formatVersion = 0
    /// The program that wrote the file.
    public private(set) var producerName = ""
    /// The version of that program.
    public private(set) var producerVersion = ""
    /// The version of the model, as its author counts.
    public private(set) var modelVersion = 0
    /// Whose model it is, as a domain name turned round.
    public private(set) var domain = ""
    /// What the author says of it.
    public private(set) var documentation = ""
    /// The name of the graph.
    public private(set) var graphName = ""
    /// What must be fed; initializers that are also listed as inputs are left out.
    public private(set) var inputs: [Value] = []
    /// What can be fetched.
    public private(set) var outputs: [Value] = []
    /// The operator sets that the graph needs.
    public private(set) var operatorSets: [OperatorSet] = []
    /// How often each operator occurs, bodies of loops and branches included. Operators that
    /// aren't the standard's have their domain before a dot.
    public private(set) var operatorCounts: [String: Int] = [:]
    /// Properties that the author set.
    public private(set) var metadata: [String: String] = [:]
    /// The weights, in the file's order.
    public private(set) var initializers: [OnnxInitializer] = []
    /// Whether weights are stored sparsely, which ``weights(reading:)`` doesn't read.
    public private(set) var hasSparseInitializers = false

    /// Reads the description of a model.
    public init(at path: String, access: WeightReading.Access = .mapped) throws(WeightError) {
        try self.init(reading: try FileMapping.open(path, access: access), access: access)
    }

    /// Weights as tensors.
    public func weights(
        reading: WeightReading = WeightReading()
    ) throws(WeightError) -> WeightStore {
        var budget = reading.budget(fileBytes: file.count)
        return try weights(budget: &budget)
    }

    private let file: ByteRegion
    private let access: WeightReading.Access

    private static let mostEntries = 1_000_000
    private static let deepestGraph = 16

    init(reading file: ByteRegion, access: WeightReading.Access) throws(WeightError) {
        self.file = file
        self.access = access
        path = file.file
        var reader = OnnxMessage(file)
        var hasGraph = false
        while let field = try reader.next() {
            switch field.number {
            case 1: formatVersion = try field.integer()
            case 2: producerName = try field.text()
            case 3: producerVersion = try field.text()
            case 4: domain = try field.text()
            case 5: modelVersion = try field.integer()
            case 6: documentation = try field.text()
            case 7:
                guard !hasGraph else { throw file.malformed("it has two graphs") }
                hasGraph = true
                try readGraph(try field.bytes())
            case 8: operatorSets.append(try Self.operatorSet(try field.bytes()))
            case 14:
                let pair = try OnnxPair(try field.bytes())
                metadata[pair.key] = pair.value
            default: break
            }
            try limit(operatorSets.count + metadata.count)
        }
        guard hasGraph, !operatorSets.isEmpty || formatVersion > 0 else {
            throw file.malformed("it is no ONNX model: there is no graph in it")
        }
        let constants = Set(initializers.map(\.name))
        inputs.removeAll { constants.contains($0.name) }
    }

    func weights(budget: inout UnpackingBudget) throws(WeightError) -> WeightStore {
        guard !hasSparseInitializers else {
            throw WeightError(
                file: path,
                .unsupported("a sparse initializer", remedy: "export the weights densely"))
        }
        var store = WeightStore(metadata: metadata)
        var external = OnnxExternalFiles(model: file, access: access)
        for initializer in initializers {
            guard store[initializer.name] == nil else {
                throw file.malformed("two initializers of this name", tensor: initializer.name)
            }
            store[initializer.name] = try initializer.tensor(in: &external, budget: &budget)
        }
        return store
    }

    private func limit(_ count: Int) throws(WeightError) {
        guard count <= Self.mostEntries else {
            throw WeightError(
                file: path, .tooLarge("the number of entries", limit: Self.mostEntries))
        }
    }

    private mutating func readGraph(_ graph: ByteRegion) throws(WeightError) {
        var reader = OnnxMessage(graph)
        while let field = try reader.next() {
            switch field.number {
            case 1: try countOperators(ofNode: try field.bytes(), depth: 0)
            case 2: graphName = try field.text()
            case 5: initializers.append(try OnnxInitializer(try field.bytes()))
            case 11: inputs.append(try Value(try field.bytes()))
            case 12: outputs.append(try Value(try field.bytes()))
            case 15: hasSparseInitializers = true
            default: break
            }
            try limit(initializers.count + inputs.count + outputs.count)
        }
    }

    private mutating func countOperators(
        ofNode node: ByteRegion, depth: Int
    ) throws(WeightError) {
        guard depth < Self.deepestGraph else { throw file.malformed("graphs nested too deeply") }
        var kind = ""
        var domain = ""
        var reader = OnnxMessage(node)
        while let field = try reader.next() {
            switch field.number {
            case 4: kind = try field.text()
            case 5: try countOperators(ofAttribute: try field.bytes(), depth: depth + 1)
            case 7: domain = try field.text()
            default: break
            }
        }
        let name = domain.isEmpty || domain == "ai.onnx" ? kind : "\(domain).\(kind)"
        operatorCounts[name, default: 0] += 1
        try limit(operatorCounts.count)
    }

    /// Bodies of loops and branches are attributes.
    private mutating func countOperators(
        ofAttribute attribute: ByteRegion, depth: Int
    ) throws(WeightError) {
        var reader = OnnxMessage(attribute)
        while let field = try reader.next() {
            guard field.number == 6 || field.number == 11 else { continue }
            var graph = OnnxMessage(try field.bytes())
            while let member = try graph.next() {
                guard member.number == 1 else { continue }
                try countOperators(ofNode: try member.bytes(), depth: depth)
            }
        }
    }

    private static func operatorSet(_ message: ByteRegion) throws(WeightError) -> OperatorSet {
        var domain = ""
        var version = 0
        var reader = OnnxMessage(message)
        while let field = try reader.next() {
            switch field.number {
            case 1: domain = try field.text()
            case 2: version = try field.integer()
            default: break
            }
        }
        return OperatorSet(domain: domain == "ai.onnx" ? "" : domain, version: version)
    }
}

/// An entry of a list of strings with names.
struct OnnxPair {
    var key = ""
    var value = ""

    init(_ message: ByteRegion) throws(WeightError) {
        var reader = OnnxMessage(message)
        while let field = try reader.next() {
            switch field.number {
            case 1: key = try field.text()
            case 2: value = try field.text()
            default: break
            }
        }
    }
}
