import Foundation
import ModelBlocks
import TensorRuntime
import Testing

/// Results in float32.
private enum Reference {
    static let executor = try? OnnxRuntimeExecutor()
    static let isHere = executor != nil
    static let missing: Comment = "ONNX Runtime, the reference, is not installed"

    /// Computed once, since every test compares with it.
    private static let results = PrecisionNetwork.allCases.map { network in
        Result {
            let graph = try network.graph()
            return try #require(executor).load(
                .graph(graph, network.weights(graph)), ExecutionOptions(threads: 1)
            ).run([network.input()])[0].floats()
        }
    }

    static func result(_ network: PrecisionNetwork) throws -> [Float] {
        try results[try #require(PrecisionNetwork.allCases.firstIndex(of: network))].get()
    }
}

/// How far results in lower precision lie from float32: power of the result over that of the
/// difference, each bound 3 dB below what was measured.
///
/// In bfloat16, of the vocoder, the transformer and the codec, OpenVINO had 46.4, 58.5 and 47.2 dB
/// (with AMX), libtorch 1.13 44.9, 58.9 and 47.4 dB.
@Suite(.enabled(if: Reference.isHere, Reference.missing))
struct LowerPrecisionTests {
    private static let openVINO = try? OpenVINOExecutor()
    private static let torch = try? TorchExecutor()

    /// Decibels.
    private static func signalToNoise(_ result: [Float], _ exact: [Float]) throws -> Double {
        try #require(result.count == exact.count)
        let signal = exact.reduce(0.0) { $0 + Double($1) * Double($1) }
        let noise = zip(result, exact).reduce(0.0) {
            $0 + (Double($1.0) - Double($1.1)) * (Double($1.0) - Double($1.1))
        }
        try #require(signal > 0 && signal.isFinite)
        return 10 * log10(signal / noise)
    }

    private static func run(
        _ network: PrecisionNetwork, by executor: any Executor, _ precision: ElementType
    ) throws -> [Float] {
        let graph = try network.graph()
        var options = ExecutionOptions(threads: 1)
        options.precision = precision
        return try executor.load(.graph(graph, network.weights(graph)), options)
            .run([network.input()])[0].floats()
    }

    @Test(
        .enabled(
            if: openVINO?.precisions.contains(.bfloat16) == true,
            "OpenVINO is not installed, or has no bfloat16 on this processor or a single core"),
        arguments: [(PrecisionNetwork.vocoder, 43.4), (.transformer, 55.5), (.codec, 44.2)])
    func `OpenVINO's bfloat16 is near float32`(network: PrecisionNetwork, bound: Double) throws {
        let result = try Self.run(network, by: try #require(Self.openVINO), .bfloat16)
        let decibels = try Self.signalToNoise(result, try Reference.result(network))
        #expect(decibels > bound)
        // It really was computed so.
        #expect(decibels < 80)
    }

    @Test(
        .enabled(if: torch != nil, "libtorch is not installed"),
        arguments: [(PrecisionNetwork.vocoder, 41.9), (.transformer, 55.9), (.codec, 44.4)])
    func `libtorch's bfloat16 is near float32`(network: PrecisionNetwork, bound: Double) throws {
        let result = try Self.run(network, by: try #require(Self.torch), .bfloat16)
        let decibels = try Self.signalToNoise(result, try Reference.result(network))
        #expect(decibels > bound)
        #expect(decibels < 80)
    }

    /// By ONNX Runtime, which rounds activations to 8 bits too, measured from the vocoder on:
    /// 41.4, 52.1 and 75.3 dB in 8 bits, 24.1, 33.8 and 60.9 dB in 4. By libtorch, which doesn't:
    /// 48.6, 57.8 and 78.6 dB, 24.1, 33.9 and 61.2 dB. Only linear layers are quantised, of which
    /// the codec has few.
    @Test(arguments: [
        (PrecisionNetwork.vocoder, WeightQuantization.int8PerRow, 38.4),
        (.transformer, .int8PerRow, 49.1), (.codec, .int8PerRow, 72.3),
        (.vocoder, .int4(block: 32), 21.1), (.transformer, .int4(block: 32), 30.8),
        (.codec, .int4(block: 32), 57.9),
    ])
    func `weights in whole numbers are near float32`(
        network: PrecisionNetwork, quantization: WeightQuantization, bound: Double
    ) throws {
        let graph = try network.graph()
        let (small, weights, reports) = try graph.quantized(
            network.weights(graph), as: quantization)
        #expect(!reports.isEmpty)
        let exact = try Reference.result(network)
        for executor in [Reference.executor as (any Executor)?, Self.torch].compactMap({ $0 }) {
            let result = try executor.load(
                .graph(small, weights), ExecutionOptions(threads: 1)
            ).run([network.input()])[0].floats()
            let decibels = try Self.signalToNoise(result, exact)
            #expect(decibels > bound, "\(executor.name)")
        }
    }
}
