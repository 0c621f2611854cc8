internal import CTorch

/// A network with weights that training changes. Called with tensors it gives tensors, so that
/// networks compose: what a generator gives, a discriminator takes, and gradients go through
/// both.
///
/// Not `Sendable`; a training step belongs to one thread.
public final class TorchModule {
    /// The network.
    public let graph: Graph
    /// Its weights, perhaps with those of other networks.
    public let parameters: TorchParameters
    private let plan: TorchPlan
    private let weights: TorchWeights
    private let ports: PortShapes
    private let runtime: TorchRuntime
    /// Sizes of the call before, which mostly are those of the next.
    private var lastSizes: (types: [TensorType], sizes: SymbolSizes)?

    /// - Throws: ``ExecutionError`` if the parameters lack a weight of the graph, or libtorch an
    ///   operator.
    public init(_ graph: Graph, _ parameters: TorchParameters) throws(ExecutionError) {
        runtime = try TorchRuntime.loaded()
        self.graph = graph
        self.parameters = parameters
        let device = parameters.device
        var plan = try TorchPlan(graph, on: device)
        weights = TorchWeights(runtime)
        for (value, tensor) in graph.constants { try weights.put(tensor, for: value, on: device) }
        var known = weights.handles
        for parameter in graph.parameters {
            guard let weight = parameters[parameter.name] else {
                throw .wrongWeight(
                    name: parameter.name, reason: "the parameters were not made for \(graph.name)")
            }
            guard weight.type == graph.type(of: parameter) else {
                throw .wrongWeight(
                    name: parameter.name,
                    reason: "it is \(weight.type), \(graph.name) needs \(graph.type(of: parameter))"
                )
            }
            if !weight.isTrainable { known[parameter.value] = weight.tensor.handle }
        }
        try plan.fold(into: weights, knowing: known)
        self.plan = plan
        ports = PortShapes(graph)
    }

    /// Runs the network: inputs, then what streams kept, and out come outputs, then what streams
    /// are to keep.
    ///
    /// - Throws: ``ExecutionError/wrongInput(name:expected:got:)`` before anything runs.
    public func callAsFunction(
        _ inputs: [TorchTensor], _ mode: TorchMode
    ) throws(ExecutionError) -> [TorchTensor] {
        try mode.check(on: plan.device)
        let sizes = try sizes(of: inputs)
        var given = [OpaquePointer?](repeating: nil, count: plan.valueCount)
        for (value, handle) in weights.handles { given[value] = handle }
        for parameter in graph.parameters {
            given[parameter.value] = parameters[parameter.name]!.tensor.handle
        }
        for (input, tensor) in zip(graph.portInputs, inputs) { given[input.value] = tensor.handle }
        let results = try plan.run(given, where: sizes, mode, runtime)
        withExtendedLifetime((inputs, parameters)) {}
        return results.map { TorchTensor(owning: $0, runtime) }
    }

    private func sizes(of inputs: [TorchTensor]) throws(ExecutionError) -> SymbolSizes {
        var types: [TensorType] = []
        for (index, input) in inputs.enumerated() {
            let (type, device) = try input.description()
            guard device == plan.device else {
                throw .wrongInput(
                    name: ports.inputs.indices.contains(index)
                        ? ports.inputs[index].name : "\(index)",
                    expected: "a tensor on \(plan.device)", got: "one on \(device)")
            }
            types.append(type)
        }
        if let lastSizes, lastSizes.types == types { return lastSizes.sizes }
        let sizes = try ports.check(types)
        lastSizes = (types, sizes)
        return sizes
    }
}
