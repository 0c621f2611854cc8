internal import ModelBlocks
public import TensorRuntime

/// What a content encoder makes of the clips of a package: what a decoder learns from, since the
/// encoder stays as it is.
public struct ContentLatents {
    private let package: AudioPackage
    private let module: TorchModule
    private let device: TorchDevice
    private let mode: TorchMode
    private let width: Int
    /// Frames that it tells late.
    private let lag: Int

    /// - Parameters:
    ///   - weights: As ``ContentTraining/weights()`` gave them.
    ///   - package: The clips.
    ///   - precision: What products are computed in.
    ///   - device: Where.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for weights of something else, and for
    ///   a package of other frames.
    public init(
        _ weights: WeightStore, _ package: AudioPackage,
        precision: TrainingPrecision = .float32, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        try package.checkForConversion()
        let mode = TorchMode(recordsGradients: false, precision: precision.element)
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        self.mode = mode
        let encoder = try ConversionExport.encoder(of: weights, "content")
        let bottleneck = try ConversionExport.bottleneck(of: weights, width: encoder.width)
        let graph = try TrainingError.building { () throws(GraphError) in
            try Graph("content") { net in
                let frames = Dimension.symbol("frames")
                let audio = net.input("audio", ["batch", frames * Dimension(ConversionModel.hop)])
                return [
                    "content": net.conversionContent(audio, encoder, bottleneck)
                        .transposed(0, 2, 1)
                ]
            }
        }
        width = encoder.width
        lag = weights.metadata["lag"].flatMap { Int($0) } ?? 1
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
            values += try content(of: samples(of: clip))
            report(clip + 1)
        }
        return Tensor(values, shape: [values.count / width, width])
    }

    /// `content.varied`: float16 `[takes, frames, width]` of all clips as if others spoke, smaller
    /// or larger, brighter or duller, amid noise. Who spoke hides from a decoder that learns from
    /// these: what it hears of the speaker in the content isn't true (NANSY's perturbation of
    /// information, Choi et al. 2021).
    ///
    /// - Parameters:
    ///   - takes: How many variations of each clip, at least one.
    ///   - recipe: How far they go: ``ContentRecipe/speed``, `level`, `tilt`, `noise`, `noisy`, `seed`.
    ///   - report: Is told how many clips are done, of ``count`` × takes.
    public func variedTensor(
        takes: Int, _ recipe: ContentRecipe = ContentRecipe(), _ report: (Int) -> Void = { _ in }
    ) throws(TrainingError) -> Tensor {
        precondition(takes > 0, "\(takes) takes")
        var values: [Float16] = []
        for take in 0..<takes {
            for clip in 0..<package.count {
                let variation = WaveformVariation(recipe, step: take, row: clip)
                let samples = samples(of: clip)
                let frames = samples.count / package.hop
                // Whole frames, at least one.
                let count = max(variation.length(of: samples.count) / package.hop, 1) * package.hop
                let heard = try content(of: variation.applied(to: samples, count: count))
                for frame in 0..<frames { values += at(place(of: frame, variation), in: heard) }
                report(take * package.count + clip + 1)
            }
        }
        return Tensor(values, shape: [takes, values.count / takes / width, width])
    }

    /// Where in a variation the content tells what it tells of a frame.
    private func place(of frame: Int, _ variation: WaveformVariation) -> Double {
        (Double(frame - lag) + 0.5) / variation.speed - 0.5 + Double(lag)
    }

    /// The content between two frames.
    private func at(_ place: Double, in content: [Float16]) -> [Float16] {
        let last = content.count / width - 1
        let within = min(max(place, 0), Double(last))
        let (first, share) = (Int(within), Float(within - within.rounded(.down)))
        let second = min(first + 1, last)
        return (0..<width).map { feature in
            let (a, b) = (content[first * width + feature], content[second * width + feature])
            return Float16(Float(a) + share * (Float(b) - Float(a)))
        }
    }

    /// Whole frames of a clip.
    private func samples(of clip: Int) -> [Float] {
        package.samples(of: clip, 0..<package.frames(of: clip) * package.hop)
    }

    private func content(of samples: [Float]) throws(TrainingError) -> [Float16] {
        guard !samples.isEmpty else { return [] }
        return try TrainingError.wrap { () throws(ExecutionError) in
            let audio = try TorchTensor(Tensor(samples, shape: [1, samples.count]), on: device)
            return try module([audio], mode)[0].tensor().floats()
        }.map { Float16($0) }
    }
}
