import SpeechTraining
import TensorRuntime
import Testing

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct AdamWTests {
    private let weights = WeightStore([
        "a": Tensor([Float(1), -2, 3], shape: [3]),
        "b": Tensor([Float(0.5), 0.25, -0.125, 4], shape: [2, 2]),
    ])

    /// Whose gradients are its inputs.
    private func graph() throws -> Graph {
        try Graph("products") { net in
            let a = net.parameter("a", [3]) * net.input("ga", [3])
            let b = net.parameter("b", [2, 2]) * net.input("gb", [2, 2])
            return ["loss": a.sum() + b.sum()]
        }
    }

    private var settings: AdamW.Settings {
        var settings = AdamW.Settings()
        settings.firstDecay = 0.8
        settings.secondDecay = 0.99
        settings.weightDecay = 0.1
        settings.clipping = 1
        return settings
    }

    @Test(arguments: [1.0, 1024])
    func `steps are PyTorch's`(_ lossScale: Double) throws {
        let golden = try Golden.read().adamw
        let graph = try graph()
        let parameters = try TorchParameters(weights, for: graph)
        let module = try TorchModule(graph, parameters)
        let optimizer = try AdamW(
            parameters, settings,
            groups: [AdamW.Group("b", rateFactor: 2, weightDecay: 0)])
        for step in 0..<6 {
            // As in the script: sine of the step and the element's number.
            let scale = step % 2 == 0 ? 3.0 : 0.2
            let numbers = (0..<7).map { Self.sine(Double(step + $0)) * scale }
            let inputs = [
                try TorchTensor(Tensor(numbers[..<3].map { Float($0) }, shape: [3])),
                try TorchTensor(Tensor(numbers[3...].map { Float($0) }, shape: [2, 2])),
            ]
            try module(inputs, TorchMode(recordsGradients: true))[0].backward(scale: lossScale)
            let update = try optimizer.update(rate: 0.01, lossScale: lossScale)
            #expect(abs(update.gradientNorm - golden.norms[step]) < 1e-5)
            let now = try parameters.weights()
            let all = now["a"]!.floats() + now["b"]!.floats()
            for (value, expected) in zip(all, golden.weights[step]) {
                #expect(abs(value - expected) < 2e-6)
            }
        }
    }

    @Test func `a gradient that is no number changes nothing`() throws {
        let graph = try graph()
        let parameters = try TorchParameters(weights, for: graph)
        let module = try TorchModule(graph, parameters)
        let optimizer = try AdamW(parameters, settings)
        let inputs = [
            try TorchTensor(Tensor([Float.infinity, 0, 0], shape: [3])),
            try TorchTensor(Tensor([Float(1), 1, 1, 1], shape: [2, 2])),
        ]
        try module(inputs, TorchMode(recordsGradients: true))[0].backward()
        var scale = LossScale(8)
        let update = try optimizer.update(rate: 0.01)
        scale.follow(update)
        #expect(!update.isApplied)
        #expect(optimizer.steps == 0)
        #expect(scale.value == 4)
        #expect(try parameters.weights()["b"] == weights["b"])
    }

    @Test func `settings and groups that can't be followed are refused`() throws {
        let parameters = try TorchParameters(weights, for: try graph())
        var wrong = AdamW.Settings()
        wrong.secondDecay = 1
        #expect(throws: TrainingError.self) { try AdamW(parameters, wrong) }
        #expect(throws: TrainingError.self) {
            try AdamW(parameters, groups: [AdamW.Group("decoder.*")])
        }
        #expect(throws: TrainingError.self) { try WeightAverage(parameters, decay: 1.5) }
    }

    @Test func `an average follows the weights`() throws {
        let parameters = try TorchParameters(weights, for: try graph())
        let average = try WeightAverage(parameters, decay: 0.5)
        #expect(try average.weights()["a"] == weights["a"])
        let new = try TorchTensor(Tensor([Float(3), 0, 3], shape: [3]))
        try parameters["a"]!.tensor.assign(new)
        // At first less stays: 2 / 11 of it.
        try average.update()
        let moved = try average.weights()["a"]!.floats()
        #expect(abs(moved[0] - (3 - 2 * Float(2) / 11)) < 1e-6)
        for _ in 0..<40 { try average.update() }
        #expect(abs(try average.weights()["a"]!.floats()[1]) < 1e-6)
    }

    /// By its series, which is enough for small numbers.
    private static func sine(_ x: Double) -> Double {
        var (term, sum) = (x, x)
        for n in 1...40 {
            term *= -x * x / Double(2 * n * (2 * n + 1))
            sum += term
        }
        return sum
    }
}
