import Testing

@testable import TensorRuntime

/// What loads are refused for counts all copies that they make.
struct MemoryNeedTests {
    private static let size = 256

    private static func network() throws -> (Graph, WeightStore) {
        let graph = try Graph("net") { net in
            let x = net.input("x", ["batch", Dimension(size)])
            return ["y": net.apply(.linear, x, net.parameter("weight", [size, size]))]
        }
        var source = SplitMix(state: 5)
        let weight = ParityTests.tensor(TensorType(.float32, [size, size]), "", &source)
        return (graph, WeightStore(["weight": weight]))
    }

    /// What a load says that it needs, when it has nothing.
    private static func need(
        _ executor: any Executor, _ graph: Graph, _ weights: WeightStore
    ) throws -> Int {
        var options = ExecutionOptions.oneThread
        options.memoryLimit = 0
        let error = executionError { _ = try executor.load(.graph(graph, weights), options) }
        guard case .doesNotFit(_, let needs, 0)? = error else {
            throw error ?? .failed(model: "net", reason: "it was loaded into no memory")
        }
        return needs
    }

    @Test(
        .enabled(if: Torch.isHere, Torch.isMissing),
        arguments: [WeightQuantization.int8PerRow, .int4(block: 32)])
    func `libtorch's float32 copies of quantised weights count`(
        quantization: WeightQuantization
    ) throws {
        let (graph, weights) = try Self.network()
        let plain = try Self.need(TorchExecutor(), graph, weights)
        #expect(plain == weights.byteCount)
        let (small, packed, _) = try graph.quantized(weights, as: quantization)
        let needs = try Self.need(TorchExecutor(), small, packed)
        #expect(needs >= packed.byteCount + weights.byteCount)
        // And not what isn't there.
        #expect(needs < packed.byteCount + 2 * weights.byteCount)
        let model = try TorchExecutor().load(.graph(small, packed), .oneThread)
        #expect(model.memory == packed.byteCount + weights.byteCount)
    }

    @Test(.enabled(if: Available.openVINOIsHere, "OpenVINO is not installed"))
    func `OpenVINO's two copies count`() throws {
        let (graph, weights) = try Self.network()
        let needs = try Self.need(try #require(Available.openVINO), graph, weights)
        #expect(needs > 2 * weights.byteCount && needs < 3 * weights.byteCount)
    }
}
