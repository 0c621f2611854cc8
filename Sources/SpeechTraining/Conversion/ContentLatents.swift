internal import ModelBlocks
public import TensorRuntime

/// What a content encoder makes of the clips of a package: what a decoder learns from, since the
/// encoder stays as it is.
public struct ContentLatents {
    private let package: AudioPackage
    private let module: TorchModule
    private let device: TorchDevice
    private let width: Int

    /// - Parameter weights: As ``ContentTraining/weights()`` gave them.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for weights of something else, and for
    ///   a package of other frames.
    public init(
        _ weights: WeightStore, _ package: AudioPackage, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        try package.checkForConversion()
        let encoder = try ConversionExport.encoder(of: weights, "content")
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("content") { net in
                let frames = Dimension.symbol("frames")
                let audio = net.input("audio", ["batch", frames * Dimension(ConversionModel.hop)])
                return [
                    "content": (net / "content").conversionEncoder(audio, encoder)
                        .transposed(0, 2, 1)
                ]
            }
        }
        width = encoder.width
        module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(
                graph,
                TorchParameters(weights.floatingPoint(as: .float32), for: graph, on: device))
        }
        self.package = package
        self.device = device
    }

    /// Clips of the package.
    public var count: Int { package.count }

    /// `content`: float16 `[frames, width]` of all clips.
    ///
    /// - Parameter report: Is told how many clips are done.
    public func tensor(_ report: (Int) -> Void = { _ in }) throws(TrainingError) -> Tensor {
        var values: [Float16] = []
        for clip in 0..<package.count {
            let samples = package.samples(
                of: clip, 0..<package.frames(of: clip) * package.hop)
            guard !samples.isEmpty else { continue }
            values += try TrainingError.wrap { () throws(ExecutionError) in
                let audio = try TorchTensor(
                    Tensor(samples, shape: [1, samples.count]), on: device)
                return try module([audio], .evaluation)[0].tensor().floats()
            }.map { Float16($0) }
            report(clip + 1)
        }
        return Tensor(values, shape: [values.count / width, width])
    }
}
