internal import COpenVINO

/// A place to run a compilation in. One thread at a time.
final class OpenVINORequest {
    private let compilation: OpenVINOCompilation
    private let pointer: OpaquePointer
    private var library: OpenVINOLibrary { compilation.library }
    /// What it refers to, kept alive until something else is set.
    private var inputs: [OpenVINOTensor] = []
    private var outputs: [OpenVINOTensor] = []

    init(_ compilation: OpenVINOCompilation) throws(OpenVINOFailure) {
        var pointer: OpaquePointer?
        let library = compilation.library
        try library.check(
            library.api.compiled_model_create_infer_request(compilation.pointer, &pointer))
        guard let pointer else { throw OpenVINOFailure(message: "no request was made") }
        self.pointer = pointer
        self.compilation = compilation
    }

    deinit { library.api.infer_request_free(pointer) }

    func set(inputs tensors: [OpenVINOTensor]) throws(OpenVINOFailure) {
        for (index, tensor) in tensors.enumerated() {
            try library.check(
                library.api.infer_request_set_input_tensor_by_index(
                    pointer, index, tensor.pointer))
        }
        inputs = tensors
    }

    func set(outputs tensors: [OpenVINOTensor]) throws(OpenVINOFailure) {
        for (index, tensor) in tensors.enumerated() {
            try library.check(
                library.api.infer_request_set_output_tensor_by_index(
                    pointer, index, tensor.pointer))
        }
        outputs = tensors
    }

    /// Runs it. A compilation that has no memory for that is spent.
    func infer() throws(OpenVINOFailure) {
        do throws(OpenVINOFailure) {
            try run()
        } catch {
            if error.isOutOfMemory { compilation.spend() }
            throw error
        }
    }

    private func run() throws(OpenVINOFailure) {
        guard compilation.handsOver else {
            try library.check(library.api.infer_request_infer(pointer))
            return
        }
        try library.check(library.api.infer_request_start_async(pointer))
        try library.check(library.api.infer_request_wait(pointer))
    }

    /// A copy of a result that lies in memory of the request's.
    func output(_ index: Int) throws(OpenVINOFailure) -> Tensor {
        var tensor: OpaquePointer?
        try library.check(
            library.api.infer_request_get_output_tensor_by_index(pointer, index, &tensor))
        guard let tensor else { throw OpenVINOFailure(message: "a result is missing") }
        defer { library.api.tensor_free(tensor) }
        return try OpenVINOTensor.copy(of: tensor, library)
    }
}
