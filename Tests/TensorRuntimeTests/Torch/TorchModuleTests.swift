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

    @Test func `gradients in bfloat16 stay near`() throws {
        let graph = try Self.mixed()
        let random = try TorchRandom(seed: 1)
        var weights = WeightStore()
        for parameter in graph.parameters {
            weights[parameter.name] = try random.normal(graph.type(of: parameter).shape).tensor()
        }
        let x = try random.normal([2, 4, 12])
        var losses: [Double] = []
        var gradients: [[Float]] = []
        for precision in [ElementType.float32, .bfloat16] {
            let parameters = try TorchParameters(weights, for: graph)
            let module = try TorchModule(graph, parameters)
            let mode = TorchMode(recordsGradients: true, precision: precision)
            let loss = try module([x], mode)[0]
            try loss.backward()
            losses.append(try loss.number())
            var all: [Float] = []
            for parameter in parameters.trainable {
                let gradient = try #require(try parameter.tensor.gradient()).tensor()
                #expect(gradient.type == parameter.type)
                all += gradient.floats()
            }
            gradients.append(all)
        }
        #expect(losses[0] != losses[1])
        #expect(abs(losses[0] - losses[1]) < 0.05 * abs(losses[0]))
        let error = zip(gradients[0], gradients[1]).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        let energy = gradients[0].reduce(0) { $0 + $1 * $1 }
        #expect(error < 0.01 * energy)
    }

    /// Layers that autocast treats in different ways.
    private static func mixed() throws -> Graph {
        try Graph("mixed") { net in
            let (conv, norm, up, out) = (net / "conv", net / "norm", net / "up", net / "out")
            var x = net.input("x", ["batch", 4, "frames"])
            let c = Convolution(
                strides: [1], dilations: [1], padding: [Padding(before: 2, after: 0)])
            x = conv.apply(
                .convolution(c), x, conv.parameter("weight", [4, 4, 3]), conv.parameter("bias", [4])
            )
            x = norm.apply(
                .groupNorm(groups: 2, epsilon: 1e-5), x, norm.parameter("weight", [4]),
                norm.parameter("bias", [4])
            ).gelu()
            let t = Convolution(
                strides: [2], dilations: [1], padding: [Padding(before: 1, after: 1)])
            x = up.apply(.transposedConvolution(t), x, up.parameter("weight", [4, 6, 4]))
            x = x.swappingAxes(1, 2)
            x = out.apply(
                .layerNorm(epsilon: 1e-5), x, out.parameter("scale", [6]),
                out.parameter("shift", [6]))
            let y = out.apply(.linear, x, out.parameter("weight", [6, 6]))
            let attention = y.matMul(x.swappingAxes(1, 2)).softmax()
            x = out.apply(.rmsNorm(epsilon: 1e-5), attention.matMul(y), out.parameter("gain", [6]))
            let error = x - x.stoppingGradient().sine()
            return ["loss": (error * error).mean()]
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
