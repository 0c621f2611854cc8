internal import COpenVINO

/// Our options as OpenVINO's properties (docs.openvino.ai, "Configuration of devices").
struct OpenVINOSettings {
    let device: String
    let properties: [(key: String, value: String)]
    /// Whether calls are handed to a thread of OpenVINO's and waited for. With a single thread
    /// version 2026.4.1 forgets the error of a call that runs on its caller's thread.
    let handsOver: Bool

    init(_ options: ExecutionOptions, _ library: OpenVINOLibrary) throws(ExecutionError) {
        device = options.device.uppercased()
        guard let capabilities = library.property("OPTIMIZATION_CAPABILITIES", of: device) else {
            let devices = library.property("AVAILABLE_DEVICES", of: "") ?? "CPU"
            throw .libraryLacks(
                library: "OpenVINO \(library.version) (\(library.path))",
                what: "device \(options.device)", remedy: "Choose another, such as \(devices)")
        }
        guard !options.spins else {
            throw .wrongOption(name: "spins", reason: "OpenVINO's threads can't; leave it off")
        }
        let precision: String
        switch options.precision {
        case .float32: precision = "f32"
        case .bfloat16 where capabilities.contains("BF16"): precision = "bf16"
        case .float16 where capabilities.contains("FP16"): precision = "f16"
        default:
            throw .wrongOption(
                name: "precision",
                reason: "OpenVINO can't compute in \(options.precision) on this \(device); it "
                    + "offers \(capabilities)")
        }
        let threads = try Self.threads(options, device)
        var properties = [
            // Left alone it takes bfloat16 where the processor has it.
            ("INFERENCE_PRECISION_HINT", precision),
            ("PERFORMANCE_HINT", "LATENCY"),
        ]
        if device == "CPU" {
            // It can bind its threads, but not to cores of our choice: it takes the first.
            if !options.cores.isEmpty,
                options.cores.sorted()
                    != Array(
                        ExecutionOptions.usableCores.sorted().prefix(options.cores.count))
            {
                throw .wrongOption(
                    name: "cores",
                    reason: "OpenVINO binds threads to the first cores that the process has; "
                        + "name those, or limit the process's cores (taskset)")
            }
            properties += [
                ("NUM_STREAMS", "1"),
                ("INFERENCE_NUM_THREADS", "\(threads)"),
                ("ENABLE_CPU_PINNING", options.cores.isEmpty ? "NO" : "YES"),
            ]
        }
        if let folder = options.cacheFolder {
            properties.append(("CACHE_DIR", "\(folder)/openvino-\(library.version)"))
        }
        handsOver = device == "CPU" && threads == 1
        self.properties = properties.map { (key: $0.0, value: $0.1) }
    }

    /// Threads, at least two where one would end the process.
    ///
    /// Version 2026.4.1 runs gated feed-forward layers below float32 by a kernel of its own on
    /// processors with AMX, which divides by half the number of threads (SIGFPE with one).
    private static func threads(
        _ options: ExecutionOptions, _ device: String
    ) throws(ExecutionError) -> Int {
        let threads = options.threadCount
        guard device == "CPU", threads == 1, options.precision != .float32, covino_has_tiles()
        else { return threads }
        guard options.cores.isEmpty, runsLowerPrecisions else {
            throw .wrongOption(
                name: "precision",
                reason: "on one core of this processor OpenVINO can't be trusted with "
                    + "\(options.precision); take float32, or give it a second core")
        }
        return 2
    }

    /// Whether a call of one thread may have a second one where it needs it.
    static var runsLowerPrecisions: Bool {
        !covino_has_tiles() || ExecutionOptions.usableCores.count > 1
    }
}
