internal import ModelBlocks
public import TensorRuntime

/// Trains the encoder whose latent quantizers are compared on.
///
/// Not `Sendable`; a training belongs to one thread.
public final class LatentTraining {
    /// Sizes and steps.
    public let recipe: LatentRecipe
    /// Steps so far.
    public private(set) var step = 0

    private let frames: SpokenFrames
    private let device: TorchDevice
    private let parameters: TorchParameters
    private let content: TorchModule
    private let encoder: TorchModule
    private let optimizer: AdamW
    private let rate: LearningRate
    private let pieces: FramePieces
    private let heldOut: [Int]

    /// A training on the clips of a package that have tokens.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package without tokens and
    ///   numbers out of their range.
    public init(
        _ recipe: LatentRecipe, _ package: AudioPackage, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        try recipe.check()
        let frames = try SpokenFrames(package, on: device)
        let count = frames.mel.count
        let held = min(recipe.heldOut, count / 4)
        guard held > 0 else {
            throw .wrongSetting(
                name: "data", reason: "\(count) clips leave none for validation; give 4 or more")
        }
        heldOut = (0..<held).map { $0 * count / held }
        let kept = Set(heldOut)
        pieces = try FramePieces(
            of: (0..<count).filter { !kept.contains($0) }.map { frames.mel.frames(of: $0) },
            length: recipe.frames, seed: recipe.seed)
        let graphs = try TrainingError.building { () throws(GraphError) in
            (
                try Graph("latent") { net in
                    ["latent": Self.encode(Self.mel(net, frames), recipe, net / "encoder")]
                },
                try Graph("content") { net in
                    Self.learn(recipe, frames, net)
                }
            )
        }
        let start = try WeightStore(initialFor: graphs.1, seed: recipe.seed)
        let parameters = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchParameters(start, for: graphs.1, on: device)
        }
        (encoder, content) = try TrainingError.wrap { () throws(ExecutionError) in
            (try TorchModule(graphs.0, parameters), try TorchModule(graphs.1, parameters))
        }
        var settings = AdamW.Settings()
        settings.secondDecay = 0.99
        settings.clipping = 5
        optimizer = try AdamW(parameters, settings)
        rate = LearningRate(
            recipe.rate, warmUp: min(50, recipe.steps / 10),
            .cosine(steps: recipe.steps, floor: 0.02))
        self.parameters = parameters
        self.recipe = recipe
        self.frames = frames
        self.device = device
    }

    /// Learns one step.
    public func next() throws(TrainingError) -> TrainingLosses {
        let batch = pieces.next(recipe.pieces, step: step)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let results = try content(inputs(batch), TorchMode(recordsGradients: true))
            try results[0].backward()
            _ = try optimizer.update(rate: rate.rate(at: step))
            step += 1
            return [("content", try results[0].number()), ("right", try results[1].number())]
        }
    }

    /// The part of frames of held-out clips whose phone is told right, 0 ... 1, and the loss in
    /// nats.
    public func validation() throws(TrainingError) -> TrainingLosses {
        let held = try FramePieces(
            of: heldOut.map { frames.mel.frames(of: $0) }, length: recipe.frames, seed: 0)
        var means = HeldOutMeans()
        for piece in held.all {
            let losses: TrainingLosses = try TrainingError.wrap { () throws(ExecutionError) in
                let results = try content(inputs([piece]), .evaluation)
                return [("content", try results[0].number()), ("right", try results[1].number())]
            }
            means.add(losses, weight: 1)
        }
        return means.losses
    }

    /// The latent of all clips, as a whole with a root mean square of 1.
    public func latents() throws(TrainingError) -> LatentPackage {
        var values: [Float] = []
        for clip in 0..<frames.mel.count {
            let latent = try latent(of: frames.mel.signal([frames.mel.frames(of: clip)]))
            let (numbers, count) = (latent.floats(), latent.shape[2])
            for frame in 0..<count {
                values += (0..<recipe.width).lazy.map { numbers[$0 * count + frame] }
            }
        }
        let squares = values.reduce(0.0) { $0 + Double($1) * Double($1) }
        let scale = Float(1 / max((squares / Double(values.count)).squareRoot(), 1e-12))
        for place in values.indices { values[place] *= scale }
        return LatentPackage(
            latent: FrameTable(
                values: Tensor(values, shape: [values.count / recipe.width, recipe.width]),
                starts: frames.mel.starts),
            mel: frames.mel, deviations: frames.deviations, heldOut: heldOut)
    }

    /// What the encoder makes of spectra `[batch, bands, frames]`: `[batch, width, frames]`.
    func latent(of mel: Tensor) throws(TrainingError) -> Tensor {
        try TrainingError.wrap { () throws(ExecutionError) in
            try encoder([try TorchTensor(mel, on: device)], .evaluation)[0].tensor()
        }
    }

    private func inputs(_ pieces: [Range<Int>]) throws(ExecutionError) -> [TorchTensor] {
        let phones = pieces.flatMap { frames.phones[$0] }
        return [
            try TorchTensor(frames.mel.signal(pieces), on: device),
            try TorchTensor(
                Tensor(phones, shape: [pieces.count, phones.count / pieces.count]), on: device),
        ]
    }

    // MARK: Networks

    private static func mel(_ net: Layer, _ frames: SpokenFrames) -> Value {
        net.input("mel", ["batch", Dimension(frames.mel.width), "frames"])
    }

    /// Causal convolutions: nothing of the future, as where voices are converted live.
    private static func encode(_ mel: Value, _ recipe: LatentRecipe, _ net: Layer) -> Value {
        var x = (net / "in").conv1d(mel, to: recipe.channels, kernel: 5, padding: .causal())
        for (index, dilation) in recipe.dilations.enumerated() {
            x = (net / "units" / index).seanetResidualUnit(
                x, SEANetResidualUnit(kernel: 3, dilation: dilation))
        }
        return (net / "out").conv1d(x.elu(), to: recipe.width, kernel: 3, padding: .causal())
    }

    /// Cross-entropy of the phone in each frame, and the part of frames where it is right.
    private static func learn(
        _ recipe: LatentRecipe, _ frames: SpokenFrames, _ net: Layer
    ) -> KeyValuePairs<String, Value> {
        let latent = encode(mel(net, frames), recipe, net / "encoder")
        let phones = net.input("phones", ["batch", "frames"], as: .int64)
        let features = (net / "norm").layerNorm(latent.transposed(0, 2, 1))
        let logits = (net / "head").linear(features, to: frames.classes)
        let chosen = net.apply(
            .gatherElements(axis: 2), logits.logSoftmax(), phones.addingAxis(2))
        return [
            "loss": -chosen.mean(),
            "right": (logits.argMax() .== phones).cast(to: .float32).mean(),
        ]
    }
}
