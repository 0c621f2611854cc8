/// Runs networks on OpenVINO: about twice as fast as ONNX Runtime for convolutional vocoders in
/// bfloat16, at fixed shapes.
///
/// Compilations are made for shapes as ``ExecutionOptions/shapes`` says, when they are first
/// needed. Weights are held once, and once more packed for each compilation.
///
/// On processors OpenVINO computes 64-bit integers in 32 bits: larger ones come out as the
/// largest, 2³¹ - 1.
public struct OpenVINOExecutor: Executor {
    private let library: OpenVINOLibrary

    /// Finds and loads the library, 2026 or newer.
    ///
    /// - Parameter path: The file `libopenvino_c.so…` or its folder; nil: as `SYRINX_OPENVINO`
    ///   says, or where it is usually.
    /// - Throws: ``ExecutionError/libraryMissing(library:reason:remedy:)`` or
    ///   ``ExecutionError/libraryLacks(library:what:remedy:)``.
    public init(library path: String? = nil) throws(ExecutionError) {
        library = try OpenVINOLibrary.open(path)
    }

    /// `openvino`.
    public var name: String { "openvino" }

    /// The library's version, as in `2026.4.1`.
    public var version: String { library.version }

    /// The library's file.
    public var libraryPath: String { library.path }

    /// What ``ExecutionOptions/precision`` may be on the processor, with any number of threads.
    public var precisions: [ElementType] {
        guard OpenVINOSettings.runsLowerPrecisions else { return [.float32] }
        let capabilities = library.property("OPTIMIZATION_CAPABILITIES", of: "CPU") ?? ""
        return [.float32] + (capabilities.contains("BF16") ? [.bfloat16] : [])
            + (capabilities.contains("FP16") ? [.float16] : [])
    }

    /// Reads a model, and compiles it where its shapes are known.
    public func load(
        _ source: ModelSource, _ options: ExecutionOptions
    ) throws(ExecutionError) -> any LoadedModel {
        try options.check()
        let settings = try OpenVINOSettings(options, library)
        let before = MemoryRoom.resident()
        let model: OpenVINOModel
        switch source {
        case .graph(let graph, let weights):
            let lowered = try graph.onnxModel(weights)
            let bytes = lowered.external.reduce(0) { $0 + $1.tensor.type.byteCount }
            try MemoryRoom.check(
                graph.name, needs: Self.room(forWeights: bytes), limit: options.memoryLimit)
            let network: OpenVINONetwork
            do { network = try OpenVINONetwork(lowered, library) } catch {
                throw error.loading(graph.name)
            }
            model = OpenVINOModel(
                graph.name, network, PortShapes(graph), settings, options, weightBytes: bytes)
        case .onnx(let path):
            let survey = try OnnxSurvey(ofFile: path)
            try MemoryRoom.check(
                path, needs: Self.room(forWeights: survey.weightBytes), limit: options.memoryLimit)
            do {
                let network = try OpenVINONetwork(file: path, library)
                let shapes = try Self.shapes(network, survey)
                model = OpenVINOModel(
                    path, network, shapes, settings, options, weightBytes: survey.weightBytes)
            } catch {
                throw error.loading(path)
            }
        }
        try model.prepare()
        model.noteLoaded(bytes: MemoryRoom.resident() - before)
        return model
    }

    /// Bytes that loading and the first run take for weights.
    ///
    /// They are read into constants and then packed. Measured with version 2026.4.1 on models of
    /// 105 and 103 MB, as what the process grew by to its first result: 25 products with 1024 ×
    /// 1024 took 2.07 times their weights in float32 and 1.56 times in bfloat16, 14 convolutions
    /// of 512 channels 2.05 and 1.55 times; once in a process the library's own 30 MB came on top.
    private static func room(forWeights bytes: Int) -> Int { bytes * 2 + bytes / 10 }

    /// Ports of somebody's model: element types as OpenVINO has them, names of sizes as the file.
    private static func shapes(
        _ network: OpenVINONetwork, _ survey: OnnxSurvey
    ) throws(OpenVINOFailure) -> PortShapes {
        PortShapes(
            inputs: try ports(network.inputs(), survey.inputs),
            outputs: try ports(network.outputs(), survey.outputs))
    }

    private static func ports(
        _ ports: [OpenVINOPort], _ declared: [OnnxPortEntry]
    ) throws(OpenVINOFailure) -> [Port] {
        guard ports.count == declared.count else {
            throw OpenVINOFailure(
                message: "\(declared.count) inputs or outputs are declared, \(ports.count) remain")
        }
        var result: [Port] = []
        for (port, declared) in zip(ports, declared) {
            guard let shape = port.shape else {
                throw OpenVINOFailure(
                    message: "the number of axes of \(declared.name) is not fixed")
            }
            let sizes = shape.enumerated().map { axis, size in
                if size >= 0 { return PortSize.fixed(size) }
                guard let names = declared.shape, names.count == shape.count,
                    case .dynamic(let name) = names[axis]
                else { return PortSize.dynamic("") }
                return PortSize.dynamic(name)
            }
            result.append(Port(name: declared.name, element: port.element, shape: sizes))
        }
        return result
    }
}
