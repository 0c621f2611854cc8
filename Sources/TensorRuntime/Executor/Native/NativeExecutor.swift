internal import CKernels

/// Runs networks by Syrinx itself, without any library: small ones of convolutions over time,
/// linear layers, normalisation and attention, such as those of Wren.
///
/// A call runs on the thread that makes it. It begins at once, for any sizes, and what one call
/// computes of a row doesn't depend on the others. `bfloat16` rounds the weights of linear layers
/// and convolutions, so that half as much memory is read: what steps of a few frames wait for.
/// Where the processor multiplies bfloat16 (AMX, AVX-512 BF16), what they are multiplied by is
/// rounded too; elsewhere that is computed in `float32`.
/// Operators that it doesn't have are refused when a model is loaded.
public struct NativeExecutor: Executor {
    /// `native`
    public let name = "native"
    /// The kernels that this processor runs: `avx512+amx`, `avx512+bf16`, `avx512`, `avx2` or
    /// `plain`.
    public var version: String { String(cString: kernels.table.pointee.generation) }

    let kernels: NativeKernels

    /// An executor with the best kernels for this processor.
    public init() { self.init(.best) }

    init(_ kernels: NativeKernels) { self.kernels = kernels }

    /// Packs weights for the kernels.
    public func load(
        _ model: ModelSource, _ options: ExecutionOptions
    ) throws(ExecutionError) -> any LoadedModel {
        guard case .graph(let graph, let weights) = model else {
            throw .unsupported(operation: "an ONNX file", layer: "the whole model", executor: name)
        }
        return try NativeModel(graph, weights, options, kernels)
    }
}

/// Kernels for a generation of processors. The table never changes.
struct NativeKernels: @unchecked Sendable {
    let table: UnsafePointer<kernels_table>

    /// All that this processor can run, the best first.
    static let all: [NativeKernels] = (0..<8).compactMap { number in
        kernels_generation(Int32(number)).map { NativeKernels(table: $0) }
    }

    static var best: NativeKernels { all[0] }
}

extension ExecutionOptions {
    /// Refuses what can't be followed.
    ///
    /// - Returns: Whether weights are bfloat16.
    func checkForNative() throws(ExecutionError) -> Bool {
        try check()
        guard device == "CPU" else {
            throw .wrongOption(
                name: "device", reason: "native runs on the CPU only, not on \(device.prefix(40))")
        }
        guard cores.isEmpty else {
            throw .wrongOption(
                name: "cores",
                reason: "native has no threads of its own to bind; leave it empty")
        }
        guard precision == .float32 || precision == .bfloat16 else {
            throw .wrongOption(
                name: "precision", reason: "native computes in float32 or bfloat16")
        }
        return precision == .bfloat16
    }
}
