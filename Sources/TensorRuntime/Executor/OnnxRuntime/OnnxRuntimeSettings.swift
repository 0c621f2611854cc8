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

    /// Adds an execution provider.
    ///
    /// - Parameter cacheFolder: Where TensorRT, which takes minutes to compile a network, keeps
    ///   what it made.
    func append(
        _ provider: OnnxRuntimeProvider, cacheFolder: String? = nil
    ) throws(OnnxRuntimeFailure) {
        let device = ("device_id", "\(provider.number)")
        switch provider.name {
        case "CUDAExecutionProvider": try appendCUDA(device)
        case "TensorrtExecutionProvider":
            var settings = [device]
            if let cacheFolder {
                settings += [
                    ("trt_engine_cache_enable", "1"), ("trt_engine_cache_path", cacheFolder),
                ]
            }
            try append(settings, by: cort_append_tensorrt)
            // What TensorRT can't run goes to CUDA instead of the processor.
            if library.providers.contains("CUDAExecutionProvider") { try appendCUDA(device) }
        default: try library.check(cort_append_provider(library.table, pointer, provider.name))
        }
    }

    /// Usually CUDA's provider would try all kernels at each new length, and round factors of
    /// products to 10 bits.
    private func appendCUDA(_ device: (String, String)) throws(OnnxRuntimeFailure) {
        try append(
            [device, ("cudnn_conv_algo_search", "HEURISTIC"), ("use_tf32", "0")],
            by: cort_append_cuda)
    }

    private typealias Append = (
        OpaquePointer?, OpaquePointer?, UnsafePointer<UnsafePointer<CChar>?>?,
        UnsafePointer<UnsafePointer<CChar>?>?, Int
    ) -> OpaquePointer?

    private func append(
        _ settings: [(name: String, value: String)], by append: Append
    ) throws(OnnxRuntimeFailure) {
        var (names, values) = (CStrings(settings.map(\.name)), CStrings(settings.map(\.value)))
        defer {
            names.free()
            values.free()
        }
        try library.check(
            append(library.table, pointer, names.pointers, values.pointers, settings.count))
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
