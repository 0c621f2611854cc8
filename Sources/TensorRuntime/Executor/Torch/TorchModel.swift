internal import CTorch

/// A network of ours with its weights, run by libtorch.
///
/// Sendable, since nothing of it changes after `init`.
final class TorchModel: LoadedModel {
    let plan: TorchPlan
    let weights: TorchWeights
    let device: TorchDevice
    let options: ExecutionOptions
    let runtime: TorchRuntime
    let ports: PortShapes
    let memory: Int

    init(
        _ graph: Graph, _ store: WeightStore, _ options: ExecutionOptions, _ runtime: TorchRuntime
    ) throws(ExecutionError) {
        let mode = try options.checkForTorch()
        device = try TorchDevice(named: options.device)
        try device.check(in: runtime)
        try mode.check(on: device)
        self.options = options
        self.runtime = runtime
        var tensors: [(value: Int, tensor: Tensor)] = []
        for parameter in graph.parameters {
            tensors.append((parameter.value, try store.tensor(for: parameter, in: graph)))
        }
        tensors += graph.constants.map { ($0.key, $0.value) }
        let bytes = tensors.reduce(0) { $0 + $1.tensor.type.byteCount }
        var plan = try TorchPlan(graph, on: device)
        // What is computed once is kept beside the weights. Meanwhile the heap holds steps between
        // too, and goes on holding their pages: loading 25 layers of 1024 × 1024 in 8 bits (105 MB
        // as float32) added 173 MB to the process (libtorch 1.13, glibc 2.36). A device refuses
        // what it has no room for when weights are put there.
        let folded = plan.foldedBytes(knowing: tensors.map(\.value))
        try MemoryRoom.check(
            graph.name, needs: bytes + folded / 4 * 7, limit: options.memoryLimit,
            of: device == .cpu ? MemoryRoom.available() : .max)
        weights = TorchWeights(runtime)
        for (value, tensor) in tensors { try weights.put(tensor, for: value, on: device) }
        try runtime.useThreads(options.threads)
        try plan.fold(into: weights, knowing: weights.handles)
        self.plan = plan
        memory = bytes + weights.bytes
        ports = PortShapes(graph)
    }

    var inputs: [Port] { ports.inputs }
    var outputs: [Port] { ports.outputs }

    func run(_ inputs: [Tensor]) throws(ExecutionError) -> [Tensor] {
        let sizes = try ports.check(inputs.map(\.type))
        let results = try results(of: inputs, sizes)
        var tensors: [Tensor] = []
        for result in results { tensors.append(try result.tensor()) }
        // Results may lie in the inputs' memory until here.
        withExtendedLifetime(inputs) {}
        return tensors
    }

    /// Runs on memory that the caller keeps until it has read the results.
    private func results(
        of inputs: [Tensor], _ sizes: SymbolSizes
    ) throws(ExecutionError) -> [TorchTensor] {
        let lent = TorchWeights(runtime)
        for (input, tensor) in zip(plan.graph.portInputs, inputs) {
            try lent.put(tensor, for: input.value, on: device)
        }
        return try withExtendedLifetime(lent) { () throws(ExecutionError) in
            try results(of: lent.handles, sizes)
        }
    }

    func results(
        of inputs: [Int: OpaquePointer], _ sizes: SymbolSizes
    ) throws(ExecutionError) -> [TorchTensor] {
        try runtime.useThreads(options.threads)
        var given = [OpaquePointer?](repeating: nil, count: plan.valueCount)
        for (value, handle) in weights.handles { given[value] = handle }
        for (value, handle) in inputs { given[value] = handle }
        let mode = TorchMode(recordsGradients: false, precision: options.precision)
        let handles = try plan.run(given, where: sizes, mode, runtime)
        return try finished(handles.map { TorchTensor(owning: $0, runtime) }, sizes)
    }

    /// With autocast results may be narrower than the graph says.
    private func finished(
        _ results: [TorchTensor], _ sizes: SymbolSizes
    ) throws(ExecutionError) -> [TorchTensor] {
        guard options.precision != .float32 else { return results }
        var converted: [TorchTensor] = []
        for (result, output) in zip(results, plan.outputs) {
            let element = plan.graph.values[output].element
            converted.append(try result.converted(to: element, on: device))
        }
        return converted
    }

    func bind(
        inputs: [TensorBuffer], outputs: [TensorBuffer]
    ) throws(ExecutionError) -> any BoundCall {
        try TorchBoundCall(self, inputs, outputs)
    }
}

extension TorchPlan {
    /// Computes once what depends on weights alone, such as unpacked or normalised ones.
    mutating func fold(
        into weights: TorchWeights, knowing known: [Int: OpaquePointer]
    ) throws(ExecutionError) {
        let runtime = weights.runtime
        let evaluation = TorchMode.evaluation
        let before = self
        var mode = evaluation.forDoor(on: device)
        try fold(known) { (step, call, inputs) throws(ExecutionError) in
            let handles = try before.perform(step, call, inputs, &mode, runtime)
            for (value, handle) in zip(step.outputs, handles) {
                try weights.own(handle, for: value)
            }
            return step.outputs.compactMap { weights.handles[$0] }
        }
    }
}
