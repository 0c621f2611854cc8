/// Runs networks by libtorch, an operator at a time: on CUDA devices, and where a result is to
/// be compared with that of training. On processors the other executors are faster.
public struct TorchExecutor: Executor {
    /// `torch`
    public let name = "torch"
    let runtime: TorchRuntime

    /// - Throws: ``ExecutionError/libraryMissing(library:reason:remedy:)``
    public init() throws(ExecutionError) { runtime = try TorchRuntime.loaded() }

    /// libtorch's version, as in `2.13.0`.
    public var version: String { runtime.version }

    /// Puts weights on the device; on the processor they are used where they lie.
    public func load(
        _ model: ModelSource, _ options: ExecutionOptions
    ) throws(ExecutionError) -> any LoadedModel {
        guard case .graph(let graph, let weights) = model else {
            throw .unsupported(
                operation: "an ONNX file", layer: "the whole model", executor: name)
        }
        return try TorchModel(graph, weights, options, runtime)
    }
}

extension ExecutionOptions {
    /// Refuses what libtorch can only be told for the whole process, before it is loaded.
    func checkForTorch() throws(ExecutionError) -> TorchMode {
        try check()
        guard cores.isEmpty else {
            throw .wrongOption(
                name: "cores",
                reason: "libtorch's threads are bound for the whole process; leave it empty and "
                    + "set GOMP_CPU_AFFINITY in the environment")
        }
        guard !spins else {
            throw .wrongOption(
                name: "spins",
                reason: "libtorch's threads spin for the whole process or not at all; leave it "
                    + "off and set OMP_WAIT_POLICY=ACTIVE in the environment")
        }
        return TorchMode(recordsGradients: false, precision: precision)
    }
}
