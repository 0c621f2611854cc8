import SpeechTraining
import TensorRuntime
import Testing

@Suite(.enabled(if: Torch.isHere, Torch.isMissing))
struct ResumeTests {
    @Test func `steps before and after a checkpoint are those without one`() throws {
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            let whole = try Training()
            for _ in 0..<12 { try whole.step() }
            let before = try Training()
            for _ in 0..<5 { try before.step() }
            try before.checkpoint().write(to: path, step: 1)
            let after = try Training()
            _ = try after.random.normal([3])
            try after.resume(Checkpoint(at: path))
            for _ in 0..<7 { try after.step() }
            #expect(try after.checkpoint().sameAs(whole.checkpoint(), in: folder))
            #expect(
                try before.parameters.weights()["in.weight"]
                    != whole.parameters.weights()["in.weight"])
        }
    }

    @Test func `training makes the loss smaller`() throws {
        let training = try Training()
        let first = try training.step()
        var last = first
        for _ in 0..<150 { last = try training.step() }
        #expect(last < first / 3)
    }

    @Test func `a checkpoint of something else is refused and changes nothing`() throws {
        try withFolder { folder in
            let path = "\(folder)/checkpoint.safetensors.index.json"
            let training = try Training()
            try training.step()
            let weights = try training.parameters.weights()
            let other = try Training(hidden: 5)
            try other.checkpoint().write(to: path, step: 1)
            let error = #expect(throws: TrainingError.self) {
                try training.resume(Checkpoint(at: path))
            }
            #expect(error?.description.contains("net") == true)
            #expect(try training.parameters.weights()["in.weight"] == weights["in.weight"])
            try weights.write(to: path)
            #expect(throws: TrainingError.self) { try Checkpoint(at: path) }
            #expect(throws: TrainingError.self) { try Checkpoint(at: "\(folder)/none") }
        }
    }
}

/// A small network with dropout that learns a function, all its state together.
private final class Training {
    let parameters: TorchParameters
    let optimizer: AdamW
    let average: WeightAverage
    let random: TorchRandom
    private let module: TorchModule
    private var order: DataOrder
    private var scale = LossScale(16, patience: 3)
    private var number = 0
    private let rate = LearningRate(0.02, warmUp: 3, .cosine(steps: 200, floor: 0.1))

    init(hidden: Int = 8) throws {
        try TorchRuntime.loaded().useThreads(1)
        let graph = try Graph("net") { net in
            let x = net.input("x", ["batch", 2])
            let target = net.input("target", ["batch", 1])
            let (first, second) = (net / "in", net / "out")
            let inner = first.apply(
                .linear, x, first.parameter("weight", [hidden, 2]),
                first.parameter("bias", [hidden])
            ).tanh()
            let y = second.apply(
                .linear, second.apply(.dropout(probability: 0.05), inner),
                second.parameter("weight", [1, hidden]))
            let error = y - target
            return ["loss": (error * error).mean()]
        }
        var weights = WeightStore()
        let start = try TorchRandom(seed: 1)
        for parameter in graph.parameters {
            let shape = graph.type(of: parameter).shape
            weights[parameter.name] = try start.normal(shape).tensor()
        }
        parameters = try TorchParameters(weights, for: graph)
        module = try TorchModule(graph, parameters)
        optimizer = try AdamW(parameters)
        average = try WeightAverage(parameters, decay: 0.9)
        random = try TorchRandom(seed: 2)
        order = try DataOrder(count: 40, seed: 3)
    }

    @discardableResult
    func step() throws -> Double {
        let batch = order.nextBatch(of: 12)
        let x = batch.flatMap { [Float($0 % 7) / 3 - 1, Float($0 % 5) / 2 - 1] }
        let target = batch.map { Float($0 % 7) / 3 - 1 - Float($0 % 5) / 4 }
        let inputs = [
            try TorchTensor(Tensor(x, shape: [batch.count, 2])),
            try TorchTensor(Tensor(target, shape: [batch.count, 1])),
        ]
        let loss = try module(inputs, .training(random))[0]
        try loss.backward(scale: scale.value)
        scale.follow(
            try optimizer.update(rate: rate.rate(at: number), lossScale: scale.value))
        try average.update()
        number += 1
        return try loss.number()
    }

    func checkpoint() throws -> Checkpoint {
        var checkpoint = Checkpoint()
        try checkpoint.keep(parameters, as: "net")
        try checkpoint.keep(optimizer, as: "optimizer")
        try checkpoint.keep(average, as: "average")
        try checkpoint.keep(random, as: "dropout")
        try checkpoint.keep(value: order.place, as: "data")
        try checkpoint.keep(value: scale, as: "scale")
        try checkpoint.keep(value: number, as: "step")
        return checkpoint
    }

    func resume(_ checkpoint: Checkpoint) throws {
        try checkpoint.resume(parameters, from: "net")
        try checkpoint.resume(optimizer, from: "optimizer")
        try checkpoint.resume(average, from: "average")
        try checkpoint.resume(random, from: "dropout")
        try order.resume(at: checkpoint.value(DataOrder.Place.self, "data"))
        scale = try checkpoint.value(LossScale.self, "scale")
        number = try checkpoint.value(Int.self, "step")
    }
}

extension Checkpoint {
    /// Whether the files of both are the same.
    fileprivate func sameAs(_ other: Checkpoint, in folder: String) throws -> Bool {
        try write(to: "\(folder)/a.safetensors.index.json", step: 1)
        try other.write(to: "\(folder)/b.safetensors.index.json", step: 1)
        let (a, b) = try (
            WeightStore(at: "\(folder)/a.safetensors.index.json"),
            WeightStore(at: "\(folder)/b.safetensors.index.json")
        )
        return a.names == b.names && a.metadata == b.metadata
            && a.names.allSatisfy { a[$0] == b[$0] }
    }
}
