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
        // Its weights of 4 bits are another format.
        let isQuantized = work == .transformer || work == .transformer8
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
