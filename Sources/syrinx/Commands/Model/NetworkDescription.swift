import SpeechEngine
import TensorRuntime

/// What an ONNX file says of its network.
struct NetworkDescription: Encodable {
    struct Port: Encodable {
        let name: String
        /// Nil for what is no tensor.
        let element: String?
        /// Numbers, names of open sizes, `?` for open ones without a name; nil: any.
        let shape: [String]?
    }
    struct OperatorSet: Encodable {
        let domain: String
        let version: Int
    }
    struct Parameters: Encodable {
        let tensors: Int
        let count: Int
        /// Nil where an element type has no whole bytes that are known here.
        let bytes: Int?
        let elements: [String]
        /// Files beside the model that hold some of them.
        let externalFiles: [String]
    }

    let file: String
    let format = "onnx"
    let formatVersion: Int
    let producer: String
    let producerVersion: String
    let modelVersion: Int
    let domain: String
    let documentation: String
    let graph: String
    let operatorSets: [OperatorSet]
    let inputs: [Port]
    let outputs: [Port]
    let operators: [String: Int]
    let parameters: Parameters
    let metadata: [String: String]
    /// Nil where none was tried.
    let runtimes: [RuntimeFinding]?

    init(_ model: OnnxFile, runtimes: [RuntimeFinding]?) {
        file = model.path
        formatVersion = model.formatVersion
        producer = model.producerName
        producerVersion = model.producerVersion
        modelVersion = model.modelVersion
        domain = model.domain
        documentation = model.documentation
        graph = model.graphName
        operatorSets = model.operatorSets.map {
            OperatorSet(domain: $0.domain.isEmpty ? "ai.onnx" : $0.domain, version: $0.version)
        }
        inputs = model.inputs.map(Port.init)
        outputs = model.outputs.map(Port.init)
        operators = model.operatorCounts
        parameters = Parameters(model.initializers)
        metadata = model.metadata
        self.runtimes = runtimes
    }
}

extension NetworkDescription.Port {
    init(_ value: OnnxFile.Value) {
        name = value.name
        element = value.element?.description
        shape = value.shape?.map { axis in
            switch axis {
            case .fixed(let size): "\(size)"
            case .dynamic(let name): name.isEmpty ? "?" : name
            }
        }
    }

    /// As in `mel float32[1, 80, frames]`.
    var text: String {
        let sizes =
            shape.map { "[\($0.map(\.visible).joined(separator: ", "))]" } ?? " of any shape"
        return "\(name.visible) " + (element.map { $0 + sizes } ?? "no tensor")
    }
}

extension NetworkDescription.Parameters {
    /// Shapes are the file's word: sums that overflow are as large as a number gets.
    init(_ initializers: [OnnxInitializer]) {
        var count = 0
        var bytes: Int? = 0
        for initializer in initializers {
            let elements = Self.product(initializer.shape)
            count = Self.sum(count, elements)
            bytes = bytes.flatMap { bytes in
                initializer.element.type.map {
                    Self.sum(bytes, Self.product([elements, $0.byteCount]))
                }
            }
        }
        tensors = initializers.count
        self.count = count
        self.bytes = bytes
        elements = Set(initializers.map(\.element.description)).sorted()
        externalFiles = Set(initializers.compactMap(\.externalFile)).sorted()
    }

    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflow) = a.addingReportingOverflow(b)
        return overflow ? .max : sum
    }

    private static func product(_ sizes: [Int]) -> Int {
        if sizes.contains(0) { return 0 }
        return sizes.reduce(1) { product, size in
            let (product, overflow) = product.multipliedReportingOverflow(by: max(0, size))
            return overflow ? .max : product
        }
    }
}

extension NetworkDescription {
    /// Prints it for people.
    func print() throws(EngineError) {
        let by = [producer, producerVersion].filter { !$0.isEmpty }.joined(separator: " ")
        try Console.print(
            "\(file.visible): ONNX, format \(formatVersion)"
                + (by.isEmpty ? "" : ", written by \(by.visible)"))
        if !documentation.isEmpty { try line("about", documentation.visible) }
        for set in operatorSets { try line("operator set", "\(set.domain.visible) \(set.version)") }
        for port in inputs { try line("input", port.text) }
        for port in outputs { try line("output", port.text) }
        let size = parameters.bytes.map { ", " + ByteCount.text($0) } ?? ""
        try line(
            "parameters",
            "\(parameters.count) in \(parameters.tensors) tensors\(size)"
                + (parameters.elements.isEmpty
                    ? "" : " (\(parameters.elements.joined(separator: ", ")))"))
        for name in parameters.externalFiles { try line("weights in", name.visible) }
        let sorted = operators.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        try line(
            "operators", sorted.map { "\($0.key.visible) \($0.value)" }.joined(separator: ", "))
        for (key, value) in metadata.sorted(by: { $0.key < $1.key }) {
            try line("metadata", "\(key.visible) = \(value.visible)")
        }
        for finding in runtimes ?? [] {
            let version = finding.version.map { " " + $0 } ?? ""
            let memory = finding.memory.map { ", " + ByteCount.text($0) } ?? ""
            try line(
                "runtime",
                "\(finding.runtime)\(version): \(finding.state.rawValue)\(memory)"
                    + (finding.detail.map { " (\($0.visible))" } ?? ""))
        }
    }

    private func line(_ title: String, _ text: String) throws(EngineError) {
        try Console.print(title.padded(to: 14) + text)
    }
}
