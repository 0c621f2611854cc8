internal import CTorch

/// A call whose inputs libtorch reads in the buffers themselves. Results are computed in
/// libtorch's memory and copied into theirs.
final class TorchBoundCall: BoundCall {
    private let model: TorchModel
    private let inputs: [TensorBuffer]
    private let outputs: [TensorBuffer]
    private let sizes: SymbolSizes
    /// Handles of the inputs' memory, on the processor.
    private var handles: [Int: OpaquePointer] = [:]

    init(
        _ model: TorchModel, _ inputs: [TensorBuffer], _ outputs: [TensorBuffer]
    ) throws(ExecutionError) {
        sizes = try model.ports.check(inputs: inputs, outputs: outputs)
        self.model = model
        self.inputs = inputs
        self.outputs = outputs
        guard model.device == .cpu else { return }
        for (input, buffer) in zip(model.plan.graph.portInputs, inputs) {
            let shape = buffer.shape.map { Int64($0) }
            // The buffer keeps its memory while this call holds it.
            handles[input.value] = try buffer.withBytes { (bytes) throws(ExecutionError) in
                try model.runtime.newHandle("input \(input.name)") {
                    model.runtime.table.over_memory(
                        bytes.baseAddress, buffer.type.element.rawValue, shape,
                        Int32(shape.count), $0)
                }
            }
        }
    }

    deinit { for handle in handles.values { model.runtime.table.free_tensor(handle) } }

    func run() throws(ExecutionError) {
        guard model.device == .cpu else { return try runOnDevice() }
        try write(try model.results(of: handles, sizes))
    }

    private func runOnDevice() throws(ExecutionError) {
        var copies: [Int: TorchTensor] = [:]
        for (input, buffer) in zip(model.plan.graph.portInputs, inputs) {
            let handle = try buffer.withBytes { (bytes) throws(ExecutionError) in
                try model.runtime.copy(
                    UnsafeRawBufferPointer(bytes), buffer.type, to: model.device)
            }
            copies[input.value] = TorchTensor(owning: handle, model.runtime)
        }
        let results = try model.results(of: copies.mapValues(\.handle), sizes)
        withExtendedLifetime(copies) {}
        try write(results)
    }

    private func write(_ results: [TorchTensor]) throws(ExecutionError) {
        for (index, (result, output)) in zip(results, outputs).enumerated() {
            let type = try result.description().type
            guard type == output.type else {
                throw .wrongOutput(
                    name: model.outputs[index].name, expected: "\(type)", got: "\(output.type)")
            }
            try output.withBytes { (bytes) throws(ExecutionError) in
                try model.runtime.check(
                    model.runtime.table.to_memory(result.handle, bytes.baseAddress, bytes.count),
                    "output \(model.outputs[index].name)")
            }
        }
    }
}
