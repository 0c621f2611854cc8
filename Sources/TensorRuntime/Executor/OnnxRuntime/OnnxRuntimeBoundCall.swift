internal import COnnxRuntime

/// A call on the same buffers again and again: on the processor nothing of ours is allocated or
/// copied in a run.
final class OnnxRuntimeBoundCall: BoundCall {
    private let name: String
    private let session: OnnxRuntimeSession
    private let binding: OpaquePointer
    /// They keep the buffers' memory alive.
    private var inputs: [(name: String, value: OnnxRuntimeValue)] = []
    private var outputs: [OnnxRuntimeValue] = []

    init(
        _ name: String, _ session: OnnxRuntimeSession, inputs: [(String, TensorBuffer)],
        outputs: [(String, TensorBuffer)]
    ) throws(OnnxRuntimeFailure) {
        let library = session.library
        var binding: OpaquePointer?
        try library.check(cort_create_binding(library.table, session.pointer, &binding))
        guard let binding else { throw OnnxRuntimeFailure(message: "no binding was made") }
        self.name = name
        self.session = session
        self.binding = binding
        for (name, buffer) in inputs {
            let value = try OnnxRuntimeValue(buffer.type, in: buffer.storage, at: 0, library)
            self.inputs.append((name, value))
        }
        try bindInputs()
        for (name, buffer) in outputs {
            let value = try OnnxRuntimeValue(buffer.type, in: buffer.storage, at: 0, library)
            try library.check(cort_bind_output(library.table, binding, name, value.pointer))
            self.outputs.append(value)
        }
    }

    deinit { cort_release_binding(session.library.table, binding) }

    private func bindInputs() throws(OnnxRuntimeFailure) {
        for (name, value) in inputs {
            try session.library.check(
                cort_bind_input(session.library.table, binding, name, value.pointer))
        }
    }

    func run() throws(ExecutionError) {
        do throws(OnnxRuntimeFailure) {
            // For another device binding an input copies what it holds then.
            if !session.isOnProcessor { try bindInputs() }
            try session.library.check(
                cort_run_bound(session.library.table, session.pointer, binding))
        } catch {
            throw error.running(name)
        }
    }
}
