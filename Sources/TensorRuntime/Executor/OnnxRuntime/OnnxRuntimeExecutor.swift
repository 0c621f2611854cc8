internal import COnnxRuntime

/// Runs networks on ONNX Runtime 1.18 or newer: the same cost for any length, little memory.
///
/// Weights of a ``Graph`` are used where they lie (ONNX Runtime 1.31 and newer), except those of
/// matrix products, which it packs into memory of its own.
public struct OnnxRuntimeExecutor: Executor {
    private let library: OnnxRuntimeLibrary

    /// Finds and loads the library.
    ///
    /// - Parameter path: The library's file or its folder; nil: as `SYRINX_ONNXRUNTIME` says, or
    ///   where it is usually.
    /// - Throws: ``ExecutionError/libraryMissing(library:reason:remedy:)`` or
    ///   ``ExecutionError/libraryLacks(library:what:remedy:)``.
    public init(library path: String? = nil) throws(ExecutionError) {
        library = try OnnxRuntimeLibrary.open(path)
    }

    /// `onnxruntime`.
    public var name: String { "onnxruntime" }

    /// The library's version, as in `1.31.1`.
    public var version: String { library.version }

    /// The library's file.
    public var libraryPath: String { library.path }

    /// What it can run on, as ``ExecutionOptions/device`` takes it: `CPU`, `CUDA`, `Tensorrt`.
    public var devices: [String] { OnnxRuntimeProvider.devices(of: library).map(\.device) }

    /// Makes a session.
    public func load(
        _ source: ModelSource, _ options: ExecutionOptions
    ) throws(ExecutionError) -> any LoadedModel {
        try options.check()
        guard options.precision == .float32 else {
            throw .wrongOption(
                name: "precision",
                reason: "ONNX Runtime computes in the model's own types; leave it at float32, or "
                    + "choose the executor openvino")
        }
        let provider = try OnnxRuntimeProvider(options.device, in: library)
        switch source {
        case .graph(let graph, let weights):
            return try load(graph, weights, options, provider)
        case .onnx(let path):
            return try load(file: path, options, provider)
        }
    }

    private func load(
        _ graph: Graph, _ weights: WeightStore, _ options: ExecutionOptions,
        _ provider: OnnxRuntimeProvider?
    ) throws(ExecutionError) -> any LoadedModel {
        let model = try graph.onnxModel(weights)
        let weightBytes = model.external.reduce(0) { $0 + $1.tensor.type.byteCount }
        // Weights of matrix products are packed into as much again; the others stay where they
        // are. Memory that holds them now is taken already, unless it is a mapped file's.
        try MemoryRoom.check(graph.name, needs: weightBytes, limit: options.memoryLimit)
        // Tensors without elements have no address.
        let files = model.external.enumerated().map { ("weights/\($0)", $1.tensor) }
        return try open(
            graph.name, PortShapes(graph), weightBytes: weightBytes,
            keeping: model.external.map(\.tensor), options, provider
        ) { (settings, session) throws(OnnxRuntimeFailure) in
            let bytes: [UInt8]
            do {
                bytes = try model.placing { number in
                    OnnxWeightPlace(
                        location: "weights/\(number)", offset: 0,
                        length: model.external[number].tensor.type.byteCount)
                }
            } catch {
                throw OnnxRuntimeFailure(message: "its lowering is damaged")
            }
            try settings.add(files: files)
            try library.check(
                cort_open_bytes(
                    library.table, library.environment, bytes, bytes.count, settings.pointer,
                    &session))
        }
    }

    private func load(
        file path: String, _ options: ExecutionOptions, _ provider: OnnxRuntimeProvider?
    ) throws(ExecutionError) -> any LoadedModel {
        let survey = try OnnxSurvey(ofFile: path)
        // Read, then copied into the session: both are there for a moment.
        try MemoryRoom.check(
            path, needs: survey.weightBytes + survey.embeddedBytes, limit: options.memoryLimit)
        return try open(
            path, nil, weightBytes: survey.weightBytes, keeping: [], options, provider
        ) { (settings, session) throws(OnnxRuntimeFailure) in
            try library.check(
                cort_open_file(
                    library.table, library.environment, path, settings.pointer, &session))
        }
    }

    /// Makes a session by a function and wraps it.
    private func open(
        _ name: String, _ shapes: PortShapes?, weightBytes: Int, keeping tensors: [Tensor],
        _ options: ExecutionOptions, _ provider: OnnxRuntimeProvider?,
        _ open: (OnnxRuntimeSettings, inout OpaquePointer?) throws(OnnxRuntimeFailure) -> Void
    ) throws(ExecutionError) -> any LoadedModel {
        let before = MemoryRoom.resident()
        let settings = try settings(options, provider, for: name)
        do throws(OnnxRuntimeFailure) {
            var pointer: OpaquePointer?
            try open(settings, &pointer)
            guard let pointer else { throw OnnxRuntimeFailure(message: "no session was made") }
            let session = OnnxRuntimeSession(
                pointer, library, keeping: tensors, isOnProcessor: provider == nil)
            let added = MemoryRoom.resident() - before
            return try OnnxRuntimeModel(
                name, session, shapes, memory: max(added, weightBytes))
        } catch {
            if let provider, !error.isOutOfMemory, error.message.contains("CUDA failure") {
                throw provider.unusable(error.message, in: library)
            }
            throw error.loading(name)
        }
    }

    private func settings(
        _ options: ExecutionOptions, _ provider: OnnxRuntimeProvider?, for name: String
    ) throws(ExecutionError) -> OnnxRuntimeSettings {
        let settings: OnnxRuntimeSettings
        do throws(OnnxRuntimeFailure) {
            settings = try OnnxRuntimeSettings(options, library)
        } catch {
            throw error.loading(name)
        }
        guard let provider else { return settings }
        do throws(OnnxRuntimeFailure) {
            try settings.append(provider, cacheFolder: options.cacheFolder)
        } catch {
            if error.isOutOfMemory { throw error.loading(name) }
            throw provider.unusable(error.message, in: library)
        }
        return settings
    }
}
