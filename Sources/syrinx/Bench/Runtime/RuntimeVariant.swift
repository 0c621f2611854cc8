import TensorRuntime

/// An executor with the settings that it is timed with.
struct RuntimeVariant {
    /// As in `openvino bfloat16`.
    let name: String
    let executor: any Executor
    let options: ExecutionOptions

    /// Those that this machine has, for a piece of work.
    static func all(for work: RuntimeWork, threads: Int) -> [RuntimeVariant] {
        var variants: [RuntimeVariant] = []
        // Weights of 4 bits are a format of ONNX Runtime's alone.
        let isQuantized = work == .transformer || work == .transformer8
        if !isQuantized {
            for precision in [ElementType.float32, .bfloat16] {
                var options = ExecutionOptions(threads: 1)
                options.precision = precision
                variants.append(
                    RuntimeVariant(
                        name: "native \(precision), one thread", executor: NativeExecutor(),
                        options: options))
            }
        }
        var options = ExecutionOptions(threads: threads)
        if let executor = try? OnnxRuntimeExecutor() {
            variants.append(
                RuntimeVariant(name: executor.name, executor: executor, options: options))
            options.spins = true
            variants.append(
                RuntimeVariant(
                    name: "\(executor.name) spinning", executor: executor, options: options))
            options.spins = false
        }
        if !isQuantized, let executor = try? OpenVINOExecutor() {
            options.shapes = .exact
            for precision in executor.precisions where precision != .float16 {
                options.precision = precision
                variants.append(
                    RuntimeVariant(
                        name: "\(executor.name) \(precision)", executor: executor, options: options)
                )
            }
        }
        return variants
    }
}
