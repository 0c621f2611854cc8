internal import COnnxRuntime

/// Options of a session, made of ours.
///
/// The keys are those of `onnxruntime_session_options_config_keys.h`.
final class OnnxRuntimeSettings {
    let pointer: OpaquePointer
    private let library: OnnxRuntimeLibrary

    init(
        _ options: ExecutionOptions, _ library: OnnxRuntimeLibrary
    ) throws(OnnxRuntimeFailure) {
        var pointer: OpaquePointer?
        try library.check(cort_create_options(library.table, &pointer))
        guard let pointer else { throw OnnxRuntimeFailure(message: "no options were made") }
        self.pointer = pointer
        self.library = library
        try library.check(cort_optimise_all(library.table, pointer))
        try library.check(
            cort_set_threads(library.table, pointer, Int32(options.threadCount)))
        // A plan for each set of shapes grows with each new length and saves no time:
        // 61 lengths of a 19 M-parameter ConvNeXt added 22 MB with it and 6 MB without.
        try library.check(cort_disable_memory_pattern(library.table, pointer))
        try set("session.intra_op.allow_spinning", options.spins ? "1" : "0")
        // Weights beside the model are used where they lie. Libraries before 1.31 don't know
        // the key and copy.
        try set("session.use_external_initializer_file_buffers_directly", "1")
        try set("session.prepack.enable_parallel", "1")
        if options.cores.count > 1 {
            // The caller's thread works too and stays where it is. Processors count from 1 here.
            let cores = options.cores.dropFirst().map { "\($0 + 1)" }
            try set("session.intra_op_thread_affinities", cores.joined(separator: ";"))
        }
    }

    deinit { cort_release_options(library.table, pointer) }

    private func set(_ key: String, _ value: String) throws(OnnxRuntimeFailure) {
        try library.check(cort_set(library.table, pointer, key, value))
    }

    /// Adds an execution provider by the library's own name.
    func append(provider: String) throws(OnnxRuntimeFailure) {
        switch provider {
        case "CUDAExecutionProvider": try library.check(cort_append_cuda(library.table, pointer))
        case "TensorrtExecutionProvider":
            try library.check(cort_append_tensorrt(library.table, pointer))
            // What TensorRT can't run goes to CUDA instead of the processor.
            if library.providers.contains("CUDAExecutionProvider") {
                try library.check(cort_append_cuda(library.table, pointer))
            }
        default: try library.check(cort_append_provider(library.table, pointer, provider))
        }
    }

    /// Hands over contents of files, to be used where they lie while a session lives.
    func add(
        files: [(name: String, tensor: Tensor)]
    ) throws(OnnxRuntimeFailure) {
        guard !files.isEmpty else { return }
        var texts = CStrings(files.map(\.name))
        defer { texts.free() }
        // Storage stays where it is, and the session's owner keeps the tensors.
        let contents: [UnsafePointer<CChar>?] = files.map { file in
            file.tensor.withBytes { $0.baseAddress!.assumingMemoryBound(to: CChar.self) }
        }
        let lengths = files.map(\.tensor.type.byteCount)
        try library.check(
            cort_add_files(
                library.table, pointer, texts.pointers, contents, lengths, files.count))
    }
}

/// C strings that live until they are freed.
struct CStrings {
    private(set) var pointers: [UnsafePointer<CChar>?]

    init(_ texts: [String]) {
        pointers = texts.map { text in
            let bytes = text.utf8CString
            let memory = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count)
            bytes.withUnsafeBufferPointer {
                memory.initialize(from: $0.baseAddress!, count: $0.count)
            }
            return UnsafePointer(memory)
        }
    }

    mutating func free() {
        for pointer in pointers { pointer?.deallocate() }
        pointers = []
    }
}
