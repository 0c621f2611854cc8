import Testing

@testable import TensorRuntime

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct TorchGradientTests {
    @Test(arguments: OperatorCase.all)
    func `gradients are those of finite differences`(_ example: OperatorCase) throws {
        let loss = try Loss(example)
        let inputs = try example.inputs.map { try TorchTensor($0) }
        for input in inputs { try input.requireGradient() }
        let gradients = try loss(inputs, recording: true).gradients(by: inputs)
        for (index, gradient) in gradients.enumerated() {
            let found = try gradient?.tensor().elements(as: Double.self)
            let expected = try loss.differences(example.inputs, of: index)
            let scale = expected.map(\.magnitude).max()! + 1
            for (place, pair) in zip(found ?? expected.map { _ in 0 }, expected).enumerated() {
                #expect(
                    abs(pair.0 - pair.1) < 1e-7 * scale,
                    "input \(index), element \(place): \(pair.0), by differences \(pair.1)")
            }
        }
    }

    @Test(
        arguments: OperatorCase.all.filter {
            $0.testDescription.contains("STFT") || $0.testDescription.contains("stft")
        })
    func `gradients of our own transforms can be differentiated again`(
        _ example: OperatorCase
    ) throws {
        // Of half the square of the loss: its gradient depends on the input, as that of the
        // linear transforms alone would not.
        let loss = try Loss(example)
        func gradient(_ tensor: Tensor) throws -> (TorchTensor, TorchTensor) {
            let x = try TorchTensor(tensor)
            try x.requireGradient()
            let others = try example.inputs.dropFirst().map { try TorchTensor($0) }
            let value = try loss.squared(try loss([x] + others, recording: true))
            return (x, try value.gradients(by: [x], differentiable: true)[0]!)
        }
        let (x, first) = try gradient(example.inputs[0])
        let weights = Numbers.tensor(example.inputs[0].shape, seed: 77)
        let second = try loss.inner(first, weights).gradients(by: [x])[0]!
        let found = try second.tensor().elements(as: Double.self)!
        let step = 1e-5
        for place in found.indices.prefix(6) {
            let sides = try [step, -step].map { move in
                let moved = Loss.moved(example.inputs[0], place, by: move)
                return try loss.inner(try gradient(moved).1, weights).number()
            }
            let expected = (sides[0] - sides[1]) / (2 * step)
            #expect(abs(found[place] - expected) < 1e-5 * (abs(expected) + 1))
        }
    }

    @Test func `no gradient goes through a stop, and a cast passes it on`() throws {
        let graph = try Graph("stop") { net in
            let x = net.input("x", [3], as: .float64)
            let y = x.cast(to: .float32).cast(to: .float64)
            return ["loss": (x.stoppingGradient() * y).sum()]
        }
        let module = try TorchModule(graph, TorchParameters(WeightStore(), for: graph))
        let x = try TorchTensor(Tensor([1.0, 2, 3], shape: [3]))
        try x.requireGradient()
        let mode = TorchMode(recordsGradients: true)
        try module([x], mode)[0].backward()
        #expect(try x.gradient()?.tensor() == Tensor([1.0, 2, 3], shape: [3]))
    }
}

/// A case's loss as a function.
private struct Loss {
    private let module: TorchModule
    private let random: TorchRandom
    private let start: [UInt8]
    private let square: TorchModule

    init(_ example: OperatorCase) throws {
        let graph = try example.graph()
        module = try TorchModule(graph, TorchParameters(WeightStore(), for: graph))
        random = try TorchRandom(seed: 5)
        start = try random.stateBytes()
        let half = try Graph("square") { net in
            let x = net.input("x", [], as: .float64)
            return ["y": x * x * 0.5]
        }
        square = try TorchModule(half, TorchParameters(WeightStore(), for: half))
    }

    /// Draws the same numbers at each call.
    func callAsFunction(_ inputs: [TorchTensor], recording: Bool) throws -> TorchTensor {
        try random.restore(start)
        return try module(inputs, TorchMode(recordsGradients: recording, dropout: random))[0]
    }

    func squared(_ value: TorchTensor) throws -> TorchTensor {
        try square([value], TorchMode(recordsGradients: true))[0]
    }

    func inner(_ x: TorchTensor, _ weights: Tensor) throws -> TorchTensor {
        let graph = try Graph("inner") { net in
            let x = net.input("x", weights.shape.map { Dimension($0) }, as: .float64)
            return ["y": (x * net.constant(weights)).sum()]
        }
        let module = try TorchModule(graph, TorchParameters(WeightStore(), for: graph))
        return try module([x], TorchMode(recordsGradients: true))[0]
    }

    /// Central differences by each element of one input.
    func differences(_ inputs: [Tensor], of index: Int) throws -> [Double] {
        let step = 1e-5
        var tensors = try inputs.map { try TorchTensor($0) }
        return try (0..<inputs[index].count).map { place in
            let sides = try [step, -step].map { move in
                tensors[index] = try TorchTensor(Self.moved(inputs[index], place, by: move))
                return try self(tensors, recording: false).number()
            }
            return (sides[0] - sides[1]) / (2 * step)
        }
    }

    static func moved(_ tensor: Tensor, _ place: Int, by step: Double) -> Tensor {
        var elements = tensor.elements(as: Double.self)!
        elements[place] += step
        return Tensor(elements, shape: tensor.shape)
    }
}
