/// Writes a graph with its weights as an ONNX model.
struct OnnxLowering {
    let graph: Graph
    let weights: WeightStore
    var writer = OnnxWriter()
    var sizes: OnnxSizes
    /// What each value is called.
    var names: [String]
    /// Tensors of values that don't change: constants and parameters.
    var known: [Graph.ValueID: Tensor]

    init(_ graph: Graph, _ weights: WeightStore) throws(ExecutionError) {
        self.graph = graph
        self.weights = weights
        sizes = OnnxSizes(graph)
        names = graph.values.indices.map { "v\($0)" }
        known = graph.constants
        for parameter in graph.parameters {
            known[parameter.value] = try weights.tensor(for: parameter, in: graph)
        }
        for input in graph.portInputs { names[input.value] = input.name }
    }

    mutating func model() throws(GraphError) -> OnnxModel {
        for parameter in graph.parameters { names[parameter.value] = parameter.name }
        for port in graph.inputPorts { writer.input(port) }
        for node in graph.nodes {
            switch node.operation {
            case .unary, .binary, .select, .cast, .softmax, .logSoftmax: elementwise(node)
            case .matMul, .linear, .quantizedLinear, .convolution, .transposedConvolution:
                try product(node)
            case .layerNorm, .rmsNorm, .groupNorm: try normalization(node)
            case .reduce, .argMax, .topK, .cumulativeSum: reduction(node)
            case .reshape, .transpose, .concatenate, .slice, .expand, .pad, .upsample, .range:
                try arrangement(node)
            case .gather, .gatherElements, .scatterElements: lookup(node)
            case .lstm, .gru: try recurrence(node)
            case .stft, .inverseSTFT: try spectrum(node)
            // Nothing happens there outside training.
            case .stopGradient, .dropout: names[node.outputs[0]] = name(node.inputs[0])
            }
        }
        for (port, output) in zip(graph.outputPorts, graph.portOutputs) {
            writer.node("Identity", [name(output.value)], [port.name], layer: "outputs")
            writer.output(port)
        }
        for (id, tensor) in known where used.contains(id) { writer.initializer(names[id], tensor) }
        return writer.model(graph.name)
    }

    /// Constants and parameters that nodes name as they are; others were made into something else.
    private var used: Set<Graph.ValueID> = []

    /// The names of a node's inputs, which the model must then hold.
    mutating func inputs(_ node: Graph.Node) -> [String] {
        node.inputs.map { name($0) }
    }

    /// The name of a value that the model must then hold.
    mutating func name(_ value: Graph.ValueID) -> String {
        if known[value] != nil { used.insert(value) }
        return names[value]
    }

    func outputs(_ node: Graph.Node) -> [String] { node.outputs.map { names[$0] } }

    func shape(_ value: Graph.ValueID) -> [Dimension] { graph.values[value].shape }

    /// Adds a node whose result only the next ones need.
    mutating func step(
        _ type: String, _ inputs: [String], _ attributes: [(String, OnnxWriter.Attribute)] = [],
        of node: Graph.Node
    ) -> String {
        let name = writer.freshName(type.lowercased())
        writer.node(type, inputs, [name], attributes, layer: node.layer)
        return name
    }

    /// Adds the node that gives the result.
    mutating func last(
        _ type: String, _ inputs: [String], _ attributes: [(String, OnnxWriter.Attribute)] = [],
        of node: Graph.Node
    ) {
        writer.node(type, inputs, outputs(node), attributes, layer: node.layer)
    }

    /// The tensor of an input that an operator needs to know beforehand.
    func tensor(_ value: Graph.ValueID, _ role: String, of node: Graph.Node) throws(GraphError)
        -> Tensor
    {
        guard let tensor = known[value] else {
            throw GraphError(
                layer: node.layer, operation: node.operation.title,
                problem: "\(role) must be a constant or a weight")
        }
        return tensor
    }
}

extension Graph {
    /// The network as an ONNX model of operator set 20. Weights above a kilobyte stay outside.
    ///
    /// Quantised layers become ONNX Runtime's `MatMulNBits`.
    func onnxModel(_ weights: WeightStore) throws(ExecutionError) -> OnnxModel {
        var lowering = try OnnxLowering(self, weights)
        do {
            return try lowering.model()
        } catch {
            throw .rejected(model: name, reason: error.description)
        }
    }
}
