import TensorRuntime

/// Whether the native executor gains by several segments in one call: eight of the same length,
/// which is a batch's best case, since nothing is padded.
enum RuntimeBatches {
    private static let rows = 8

    static func measure(runs: Int) throws -> [BenchFigure] {
        let executor = NativeExecutor()
        var options = ExecutionOptions(threads: 1)
        // Where the processor has no products of it, it counts as float32.
        options.precision = .bfloat16
        let graph = try BenchNetworks.vocos(width: 320)
        let model = try executor.load(.graph(graph, BenchNetworks.weights(for: graph)), options)
        return try [40, 120, 640].map { frames in
            func mel(_ rows: Int) -> Tensor {
                Tensor(
                    (0..<rows * 100 * frames).map { Float($0 % 17) / 8 - 1 },
                    shape: [rows, 100, frames])
            }
            let (alone, together) = (mel(1), mel(rows))
            var times = (alone: [Double](), together: [Double]())
            let clock = ContinuousClock()
            for _ in 0..<max(1, runs) + 1 {
                times.alone.append(
                    try clock.measure { for _ in 0..<rows { _ = try model.run([alone]) } }
                        / .milliseconds(1))
                times.together.append(
                    try clock.measure { _ = try model.run([together]) } / .milliseconds(1))
            }
            // The first of each makes memory ready.
            let (single, batch) = (
                Spread(Array(times.alone.dropFirst())).median,
                Spread(Array(times.together.dropFirst())).median
            )
            return BenchFigure(
                bench: "runtime",
                what: "native, \(rows) × \(frames) frames in one call ÷ in \(rows)",
                value: batch / single, unit: "×")
        }
    }
}
