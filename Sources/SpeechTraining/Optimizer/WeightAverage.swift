public import TensorRuntime

/// A moving average of the weights, which speaks better than the last ones.
public final class WeightAverage {
    /// Part of the average that stays at a step, once warm.
    public let decay: Double
    let names: [String]
    let averages: TorchList
    private let values: TorchList
    private let parameters: TorchParameters
    /// Steps so far.
    public internal(set) var steps = 0

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if the decay isn't within 0 ... 1.
    public init(_ parameters: TorchParameters, decay: Double) throws(TrainingError) {
        guard (0...1).contains(decay) else {
            throw .wrongSetting(name: "decay", reason: "\(decay) is not within 0 ... 1")
        }
        self.decay = decay
        self.parameters = parameters
        let trainable = parameters.trainable
        names = trainable.map(\.name)
        let lists = try TrainingError.wrap { () throws(ExecutionError) in
            let values = try TorchList(trainable.map(\.tensor))
            let averages = try values.zeros()
            try averages.average(values, decay: 0)
            return (values, averages)
        }
        (values, averages) = lists
    }

    /// Takes the weights after a step in. The first ones, which know little, leave quickly: at
    /// step n no more than (1 + n) / (10 + n) of the average stays.
    public func update() throws(ExecutionError) {
        steps += 1
        let warm = Double(1 + steps) / Double(10 + steps)
        try averages.average(values, decay: min(decay, warm))
    }

    /// All weights, averaged where training changes them.
    public func weights() throws(ExecutionError) -> WeightStore {
        var store = WeightStore()
        for parameter in parameters.all where !parameter.isTrainable {
            store[parameter.name] = try parameter.tensor.tensor()
        }
        for (name, tensor) in zip(names, averages.tensors) { store[name] = try tensor.tensor() }
        return store
    }
}
