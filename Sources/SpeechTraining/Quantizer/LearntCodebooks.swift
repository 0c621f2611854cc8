internal import TensorRuntime

/// Codebooks that gradients change.
final class LearntCodebooks {
    let optimizer: AdamW
    /// `[books, size, width]`
    let vectors: TorchTensor

    init(_ vectors: Tensor, on device: TorchDevice) throws(TrainingError) {
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("codebooks") { net in
                ["codes": net.parameter("vectors", vectors.shape) * 1]
            }
        }
        let parameters = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchParameters(WeightStore(["vectors": vectors]), for: graph, on: device)
        }
        var settings = AdamW.Settings()
        settings.secondDecay = 0.99
        // What nobody chooses must not shrink.
        settings.weightDecay = 0
        optimizer = try AdamW(parameters, settings)
        self.vectors = parameters["vectors"]!.tensor
    }

    /// Changes the codes by the gradients that came to them; whether these were finite.
    func step(rate: Double) throws(TrainingError) -> Bool {
        try TrainingError.wrap { () throws(ExecutionError) in
            try optimizer.update(rate: rate).isApplied
        }
    }

    /// Overwrites the codes.
    func assign(_ vectors: TorchTensor) throws(TrainingError) {
        try TrainingError.wrap { () throws(ExecutionError) in try self.vectors.assign(vectors) }
    }
}
