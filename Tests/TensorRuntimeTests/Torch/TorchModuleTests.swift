import Testing

@testable import TensorRuntime

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct TorchModuleTests {
    private static func linear(_ name: String) throws -> Graph {
        try Graph(name) { net in
            let layer = net / name
            let x = net.input("x", ["batch", 2])
            return ["y": layer.apply(.linear, x, layer.parameter("weight", [1, 2]))]
        }
    }

    @Test func `gradients go through networks that are put together`() throws {
        let (first, second) = try (
            Self.linear("generator"),
            Graph("critic") { net in
                let y = net.input("y", ["batch", 1])
                let layer = net / "critic"
                return ["loss": (y * layer.parameter("scale", [1])).sum()]
            }
        )
        let weights = WeightStore([
            "generator.weight": Tensor([Float(2), 3], shape: [1, 2]),
            "critic.scale": Tensor([Float(5)], shape: [1]),
        ])
        let generator = try TorchModule(first, TorchParameters(weights, for: first))
        let critic = try TorchModule(second, TorchParameters(weights, for: second))
        let mode = TorchMode(recordsGradients: true)
        let x = try TorchTensor(Tensor([Float(1), 10, 2, 20], shape: [2, 2]))
        try critic(generator([x], mode), mode)[0].backward()
        let inner = try generator.parameters["generator.weight"]?.tensor.gradient()?.tensor()
        let outer = try critic.parameters["critic.scale"]?.tensor.gradient()?.tensor()
        #expect(inner?.floats() == [15, 150])
        #expect(outer?.floats() == [96])
    }

    @Test func `frozen weights get no gradient`() throws {
        let graph = try Self.linear("net")
        let weights = WeightStore(["net.weight": Tensor([Float(2), 3], shape: [1, 2])])
        let parameters = try TorchParameters(weights, for: graph, frozen: ["net.*"])
        #expect(parameters.trainable.isEmpty)
        let module = try TorchModule(graph, parameters)
        let x = try TorchTensor(Tensor([Float(1), 1], shape: [1, 2]))
        let y = try module([x], TorchMode(recordsGradients: true))[0]
        #expect(throws: ExecutionError.self) { try y.backward() }
        #expect(throws: ExecutionError.self) {
            try TorchParameters(weights, for: graph, frozen: ["encoder.*"])
        }
    }

    @Test func `names match where asterisks stand for anything`() {
        #expect(NamePattern("a.*.bias").matches("a.3.conv.bias"))
        #expect(NamePattern("*").matches(""))
        #expect(NamePattern("*b*c").matches("abxbc"))
        #expect(!NamePattern("a*a").matches("a"))
        #expect(!NamePattern("a.*").matches("b.a.c"))
        #expect(NamePattern("plain").matches("plain"))
    }

    @Test func `a random source goes on where its state was kept`() throws {
        let random = try TorchRandom(seed: 3)
        _ = try random.normal([7])
        let state = try random.stateBytes()
        let next = try random.normal([50]).tensor()
        let other = try TorchRandom(seed: 4)
        try other.restore(state)
        #expect(try other.normal([50]).tensor() == next)
        #expect(
            try TorchRandom(seed: 3).uniform([9]).tensor().floats().allSatisfy { (0..<1) ~= $0 })
        #expect(throws: ExecutionError.self) { try other.restore([1, 2, 3]) }
    }
}
