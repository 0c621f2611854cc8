/// Buffers set as what a request reads and writes. Where the shapes are those of the
/// compilation nothing is copied; in a larger bucket, inputs are copied in and results out.
final class OpenVINOAttachment {
    let compilation: OpenVINOCompilation
    private let request: OpenVINORequest
    private let inputs: [TensorBuffer]
    private let outputs: [TensorBuffer]
    /// Memory in the compilation's shapes where they are larger; zero behind what is copied in.
    private let paddedInputs: [TensorBuffer?]
    private let wholeOutputs: [TensorBuffer?]
    /// Whether results are copied out of memory of the request's, since only a run tells how
    /// large they are.
    private let copiesResults: Bool

    init(
        _ plan: OpenVINOPlan, inputs: [TensorBuffer], outputs: [TensorBuffer]
    ) throws(OpenVINOFailure) {
        compilation = plan.compilation
        self.inputs = inputs
        self.outputs = outputs
        let library = plan.compilation.library
        request = try OpenVINORequest(plan.compilation)
        paddedInputs = zip(inputs, plan.inputs).map { buffer, type in
            buffer.type == type ? nil : TensorBuffer(type)
        }
        var tensors: [OpenVINOTensor] = []
        for (index, buffer) in inputs.enumerated() {
            let used = paddedInputs[index] ?? buffer
            tensors.append(try OpenVINOTensor(used.type, in: used.storage, at: 0, library))
        }
        try request.set(inputs: tensors)
        guard let types = plan.compilation.outputs ?? plan.outputs else {
            copiesResults = true
            wholeOutputs = outputs.map { _ in nil }
            return
        }
        copiesResults = false
        wholeOutputs = zip(outputs, types).map { buffer, type in
            buffer.type == type ? nil : TensorBuffer(type)
        }
        tensors = []
        for (index, buffer) in outputs.enumerated() {
            let used = wholeOutputs[index] ?? buffer
            tensors.append(try OpenVINOTensor(used.type, in: used.storage, at: 0, library))
        }
        try request.set(outputs: tensors)
    }

    func run() throws(OpenVINOFailure) {
        for index in inputs.indices {
            if let padded = paddedInputs[index] { Self.copy(from: inputs[index], to: padded) }
        }
        try request.infer()
        if copiesResults { try copyResults() }
        for index in outputs.indices {
            if let whole = wholeOutputs[index] { Self.copy(from: whole, to: outputs[index]) }
        }
    }

    private func copyResults() throws(OpenVINOFailure) {
        for (index, buffer) in outputs.enumerated() {
            let result = try request.output(index)
            guard result.type == buffer.type else {
                throw OpenVINOFailure(
                    message: "result \(index) is \(result.type), its buffer \(buffer.type)")
            }
            result.withBytes { bytes in buffer.withBytes { $0.copyMemory(from: bytes) } }
        }
    }

    private static func copy(from source: TensorBuffer, to destination: TensorBuffer) {
        source.withBytes { from in
            destination.withBytes { to in
                BlockCopy.copy(
                    from: UnsafeRawBufferPointer(from), shaped: source.shape, to: to,
                    shaped: destination.shape, elementSize: source.type.element.byteCount)
            }
        }
    }
}
