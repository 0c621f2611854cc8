internal import ModelBlocks
public import TensorRuntime

/// What a bottleneck leaves of content that an encoder heard before: the encoder needn't hear the
/// recordings again.
public struct QuantizedContent {
    private let module: TorchModule
    private let device: TorchDevice
    private let width: Int

    /// Frames at a time: the distances of so many from all codes fit in memory.
    private static let chunk = 8192

    /// - Parameters:
    ///   - weights: Those of the encoder and its bottleneck, as ``QuantizerArmTraining/bottleneck()``
    ///     gave it.
    ///   - device: Where.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` without a bottleneck.
    public init(_ weights: WeightStore, on device: TorchDevice = .cpu) throws(TrainingError) {
        let encoder = try ConversionExport.encoder(of: weights, "content")
        guard
            let bottleneck = try ConversionExport.bottleneck(of: weights, width: encoder.width)
        else {
            throw .wrongSetting(
                name: "weights",
                reason: "they have no bottleneck; `syrinx-train bottleneck` makes one")
        }
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("bottleneck") { net in
                let content = net.input("content", [1, "frames", Dimension(encoder.width)])
                return [
                    "quantized": net.conversionBottleneck(content.transposed(0, 2, 1), bottleneck)
                        .transposed(0, 2, 1)
                ]
            }
        }
        width = encoder.width
        self.device = device
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(
                graph,
                TorchParameters(weights.floatingPoint(as: .float32), for: graph, on: device))
        }
    }

    /// Content behind the bottleneck.
    ///
    /// - Parameter content: float16 or float32 `[…, width]`.
    /// - Returns: float16 of the same shape.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for features of another encoder.
    public func callAsFunction(_ content: Tensor) throws(TrainingError) -> Tensor {
        guard content.shape.last == width else {
            throw .wrongSetting(
                name: "data",
                reason: "its content is \(content.type), the encoder gives \(width) features")
        }
        let rows = content.reshaped([content.count / width, width])
        return try TrainingError.wrap { () throws(ExecutionError) in
            var values: [Float16] = []
            for start in stride(from: 0, to: rows.shape[0], by: Self.chunk) {
                let part = rows.rows(start..<min(start + Self.chunk, rows.shape[0])).floats()
                let told = try TorchTensor(
                    Tensor(part, shape: [1, part.count / width, width]), on: device)
                values += try module([told], .evaluation)[0].tensor().floats().map { Float16($0) }
            }
            return Tensor(values, shape: content.shape)
        }
    }
}
