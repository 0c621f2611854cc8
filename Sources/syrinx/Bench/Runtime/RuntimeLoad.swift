import AudioSignal
import Glibc
import SpeechEngine
import TensorRuntime

/// From a file of 100 MB to the first result, in processes of their own.
enum RuntimeLoad {
    /// Vocos' blocks, wider, with 100 MB of weights.
    private static func graph() throws -> Graph { try BenchNetworks.vocos(width: 720) }

    static func measure(runs: Int) throws -> [BenchFigure] {
        let graph = try graph()
        let weights = BenchNetworks.weights(for: graph)
        let path = "/var/tmp/syrinx-bench-\(getpid()).safetensors"
        defer { unlink(path) }
        try weights.write(to: path)
        var times: [Double] = []
        for _ in 0..<max(2, runs) {
            let result = try ChildRun.run(["bench", "runtime", "--load", path])
            guard let number = Double(String(decoding: result.output, as: UTF8.self).dropLast())
            else {
                throw EngineError.output(
                    path: "bench runtime --load", reason: "it printed no number", remedy: "")
            }
            times.append(number)
        }
        let size = BenchFigure.short(Double(weights.byteCount) / 1e6)
        return [
            .atMost(
                0.5, "runtime", "a model of \(size) MB to its first result, first process",
                times[0], "s"),
            .atMost(
                0.15, "runtime", "the same, later processes",
                Spread(Array(times.dropFirst())).median, "s"),
        ]
    }

    /// Seconds from opening a file to the first result of 20 frames.
    static func seconds(from path: String) throws -> Double {
        let start = ContinuousClock.now
        let model = try OnnxRuntimeExecutor().load(
            .graph(graph(), WeightStore(at: path)), ExecutionOptions(threads: 2))
        _ = try model.run([Tensor(zeros: TensorType(.float32, [1, 100, 20]))])
        return (ContinuousClock.now - start).seconds
    }
}
