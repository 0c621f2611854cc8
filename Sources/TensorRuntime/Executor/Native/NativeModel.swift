internal import Synchronization

/// A network of ours with its weights, run by kernels of ours.
final class NativeModel: LoadedModel {
    let plan: NativePlan
    let ports: PortShapes
    let memory: Int
    private let kernels: NativeKernels
    /// Memory of calls that are over, for those to come.
    private let arenas = Mutex<[NativeArena]>([])

    init(
        _ graph: Graph, _ store: WeightStore, _ options: ExecutionOptions, _ kernels: NativeKernels
    ) throws(ExecutionError) {
        let isBrain = try options.checkForNative()
        var weights: [Int: Tensor] = [:]
        for parameter in graph.parameters {
            weights[parameter.value] = try store.tensor(for: parameter, in: graph)
        }
        let bytes = weights.values.reduce(0) { $0 + $1.type.byteCount }
        // While it is packed a weight exists up to three times.
        try MemoryRoom.check(graph.name, needs: bytes * 2, limit: options.memoryLimit)
        plan = try NativePlan(graph, weights, isBrain: isBrain, kernels)
        memory = plan.bytes
        ports = PortShapes(graph)
        self.kernels = kernels
    }

    var inputs: [Port] { ports.inputs }
    var outputs: [Port] { ports.outputs }

    func run(_ inputs: [Tensor]) throws(ExecutionError) -> [Tensor] {
        let sizes = try ports.check(inputs.map(\.type))
        return try withArena { (arena) throws(ExecutionError) in
            let run = NativeRun(plan, sizes, arena, kernels)
            let results = try run.results(of: inputs.map { NativeArray($0) })
            defer { withExtendedLifetime(inputs) {} }
            return results.map { run.tensor($0) }
        }
    }

    func bind(
        inputs: [TensorBuffer], outputs: [TensorBuffer]
    ) throws(ExecutionError) -> any BoundCall {
        try NativeBoundCall(self, inputs, outputs)
    }

    /// Runs a call with memory of its own.
    private func withArena<Result>(
        _ body: (NativeArena) throws(ExecutionError) -> Result
    ) throws(ExecutionError) -> Result {
        let arena = arenas.withLock { $0.popLast() } ?? NativeArena()
        defer { arenas.withLock { $0.append(arena) } }
        return try body(arena)
    }

    /// Runs on memory of the caller's.
    func run(
        _ inputs: [TensorBuffer], _ outputs: [TensorBuffer], _ sizes: SymbolSizes
    ) throws(ExecutionError) {
        try withArena { (arena) throws(ExecutionError) in
            let run = NativeRun(plan, sizes, arena, kernels)
            let results = try run.results(of: inputs.map { NativeArray($0) })
            for (index, (result, output)) in zip(results, outputs).enumerated() {
                guard result.element == output.type.element, result.shape == output.shape else {
                    throw .wrongOutput(
                        name: self.outputs[index].name,
                        expected: "\(result.element)\(result.shape)", got: "\(output.type)")
                }
                run.copy(result, to: NativeArray(output))
            }
        }
    }
}

/// A call on buffers.
final class NativeBoundCall: BoundCall {
    private let model: NativeModel
    private let inputs: [TensorBuffer]
    private let outputs: [TensorBuffer]
    private let sizes: SymbolSizes

    init(
        _ model: NativeModel, _ inputs: [TensorBuffer], _ outputs: [TensorBuffer]
    ) throws(ExecutionError) {
        sizes = try model.ports.check(inputs: inputs, outputs: outputs)
        (self.model, self.inputs, self.outputs) = (model, inputs, outputs)
    }

    func run() throws(ExecutionError) { try model.run(inputs, outputs, sizes) }
}
