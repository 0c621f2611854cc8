import Testing

@testable import TensorRuntime

struct QuantizedGraphTests {
    let graph: Graph
    let weights: WeightStore

    init() throws {
        // A weight that is an embedding too, a bias, and rows that don't fill their last block.
        graph = try Graph("net") { net in
            let ids = net.input("ids", ["batch", "time"], as: .int64)
            let table = (net / "emb").parameter("weight", [40, 80])
            let x = table.gather(ids)
            let inner = net / "inner"
            let y = inner.apply(
                .linear, x, inner.parameter("weight", [80, 80]), inner.parameter("bias", [80]))
            return ["logits": net.apply(.linear, y.silu(), table)]
        }
        var source = SplitMix(state: 3)
        var store = WeightStore()
        for parameter in graph.parameters {
            store[parameter.name] = ParityTests.tensor(graph.type(of: parameter), "", &source)
        }
        weights = store
    }

    @Test func `quantised weights replace those of linear layers`() throws {
        let (small, store, reports) = try graph.quantized(weights, as: .int4(block: 32))
        #expect(reports.map(\.layer) == ["emb.weight", "inner.weight"])
        #expect(reports.allSatisfy { $0.signalToNoise > 18 })
        #expect(small.parameters.map(\.name).contains("emb.weight"))
        #expect(!small.parameters.map(\.name).contains("inner.weight"))
        #expect(store["inner.weight"] == nil)
        #expect(store["inner.weight.packed"]?.type == TensorType(.uint8, [80, 3, 16]))
        #expect(store.byteCount < weights.byteCount)
    }

    @Test func `layers are chosen by their weights' names`() throws {
        let (small, _, reports) = try graph.quantized(weights, as: .int8PerRow) {
            $0 == "inner.weight"
        }
        #expect(reports.count == 1)
        #expect(small.nodes.count { $0.operation == .linear } == 1)
    }

    @Test(
        .enabled(
            if: ParityTests.executors.count == 3,
            "ONNX Runtime, OpenVINO or libtorch is missing: scripts/setup --tests"),
        arguments: [WeightQuantization.int4(block: 32), .int8(block: 64), .int8PerRow])
    func `a quantised network computes with the weights that its numbers stand for`(
        _ quantization: WeightQuantization
    ) throws {
        let (small, store, _) = try graph.quantized(weights, as: quantization)
        var plain = weights
        for name in ["emb.weight", "inner.weight"] {
            plain[name] = try QuantizedWeight(weights[name]!, as: quantization, layer: name)
                .dequantized()
        }
        // The embedding itself is not quantised, so only the linear layers' weights differ.
        let ids = Tensor((0..<14).map { Int64($0 * 5 % 40) }, shape: [2, 7])
        let exact = try Self.linears(of: graph, plain, embedding: weights["emb.weight"]!, ids)
        let torch = try TorchExecutor().load(.graph(small, store), ExecutionOptions(threads: 1))
            .run([ids])[0]
        #expect(ParityTests.difference(exact, torch) < 1e-5)
        // Activations are rounded to 8 bits there.
        let rounded = try OnnxRuntimeExecutor().load(
            .graph(small, store), ExecutionOptions(threads: 1)
        )
        .run([ids])[0]
        #expect(ParityTests.difference(exact, rounded) < 0.03)
    }

    /// The network's result with other weights for the linear layers than for the embedding.
    private static func linears(
        of graph: Graph, _ weights: WeightStore, embedding: Tensor, _ ids: Tensor
    ) throws -> Tensor {
        let split = try Graph("split") { net in
            let ids = net.input("ids", ["batch", "time"], as: .int64)
            let x = net.parameter("table", [40, 80]).gather(ids)
            let inner = net / "inner"
            let y = inner.apply(
                .linear, x, inner.parameter("weight", [80, 80]), inner.parameter("bias", [80]))
            return [
                "logits": net.apply(.linear, y.silu(), (net / "emb").parameter("weight", [40, 80]))
            ]
        }
        var store = weights
        store["table"] = embedding
        return try TorchExecutor().load(.graph(split, store), ExecutionOptions(threads: 1)).run([
            ids
        ])[0]
    }
}
