extension Graph {
    /// The network with the weights of linear layers in whole numbers.
    ///
    /// A weight `layer.weight` becomes `layer.weight.packed` and `layer.weight.scales`. Weights
    /// that something else needs too, such as an embedding, stay as they are for that.
    ///
    /// - Parameters:
    ///   - weights: The weights, in floating point.
    ///   - isChosen: Whether the layer with this weight, by its name, is quantised.
    /// - Returns: The network, its weights, and what quantising cost each layer.
    public func quantized(
        _ weights: WeightStore, as quantization: WeightQuantization,
        where isChosen: (String) -> Bool = { _ in true }
    ) throws(QuantizationError) -> (
        graph: Graph, weights: WeightStore, reports: [QuantizationReport]
    ) {
        let names = Dictionary(
            parameters.map { ($0.value, $0.name) }, uniquingKeysWith: { first, _ in first })
        let chosen = Set(
            nodes.compactMap { node in
                node.operation == .linear ? names[node.inputs[1]] : nil
            }.filter(isChosen))
        let (packed, reports) = try weights.quantized(chosen.sorted(), as: quantization)

        var graph = self
        var store = weights
        var added: [String: (packed: ValueID, scales: ValueID)] = [:]
        for (name, weight) in packed.sorted(by: { $0.key < $1.key }) {
            added[name] = (
                graph.addParameter("\(name).packed", weight.packed.type),
                graph.addParameter("\(name).scales", weight.scales.type)
            )
            store["\(name).packed"] = weight.packed
            store["\(name).scales"] = weight.scales
        }
        for index in graph.nodes.indices where graph.nodes[index].operation == .linear {
            let inputs = graph.nodes[index].inputs
            guard let name = names[inputs[1]], let weight = packed[name], let ids = added[name]
            else { continue }
            graph.nodes[index].operation = .quantizedLinear(weight.layout)
            graph.nodes[index].inputs = [inputs[0], ids.packed, ids.scales] + inputs.dropFirst(2)
        }
        let needed = Set(graph.nodes.flatMap(\.inputs) + graph.outputs.map(\.value))
        graph.parameters.removeAll { !needed.contains($0.value) }
        for name in packed.keys where !graph.parameters.contains(where: { $0.name == name }) {
            store[name] = nil
        }
        return (graph, store, reports)
    }

    private mutating func addParameter(_ name: String, _ type: TensorType) -> ValueID {
        values.append(ValueType(element: type.element, shape: type.shape.map { Dimension($0) }))
        parameters.append(Named(name: name, value: values.count - 1))
        return values.count - 1
    }
}
