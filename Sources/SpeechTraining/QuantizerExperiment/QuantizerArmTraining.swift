internal import Glibc
internal import ModelBlocks
public import TensorRuntime

/// Trains one arm on a frozen latent: a projection that begins as the identity, the quantizer, and
/// a linear decoder of latent and spectrum. The projection stands for an encoder, so commitment has
/// somebody to commit; there is no discriminator.
///
/// Not `Sendable`; a training belongs to one thread.
public final class QuantizerArmTraining {
    /// How all arms are trained.
    public struct Settings: Sendable, Hashable, Codable {
        /// Pieces of a batch.
        public var pieces = 8
        /// Frames of a piece.
        public var frames = 64
        /// Learning rate of projection and decoder.
        public var rate = 1e-3

        /// 512 frames a step: half a frame for each of 1024 codes, as in the training that collapsed.
        public init() {}
    }

    /// Steps so far.
    public private(set) var step = 0

    private let recipe: QuantizerRecipe
    private let settings: Settings
    private let latents: LatentPackage
    private let device: TorchDevice
    private let quantizer: LearningQuantizer
    private let parameters: TorchParameters
    private let projection: TorchModule
    private let decoding: TorchModule
    private let optimizer: AdamW
    private let pieces: FramePieces

    /// - Parameters:
    ///   - recipe: How it quantises; what is random follows from its seed. Its width is the
    ///     latent's.
    ///   - latents: What is quantised.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for numbers out of their range.
    public init(
        _ recipe: QuantizerRecipe, _ latents: LatentPackage, _ settings: Settings = Settings(),
        on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        var recipe = recipe
        recipe.width = latents.width
        try QuantizerRecipe.check("pieces", settings.pieces, 1...65_536)
        try QuantizerRecipe.check("frames", settings.frames, 1...65_536)
        quantizer = try LearningQuantizer(recipe, on: device)
        pieces = try FramePieces(
            of: latents.clips(heldOut: false), length: settings.frames, seed: recipe.seed)
        let (width, bands) = (latents.width, latents.mel.width)
        let deviations = latents.deviations
        let graphs = try TrainingError.building { () throws(GraphError) in
            (
                try Graph("projection") { net in
                    let latent = net.input("latent", ["batch", Dimension(width), "frames"])
                    return ["projected": (net / "projection").conv1d(latent, to: width, kernel: 1)]
                },
                try Graph("decoding") { net in
                    Self.decode(width, bands, deviations, net)
                }
            )
        }
        var start = try WeightStore(initialFor: graphs.1, seed: recipe.seed)
        // Both begin as if the latent went through as it is, so that amplitude means something.
        let identity = (0..<width * width).map { $0 / width == $0 % width ? Float(1) : 0 }
        start["projection.weight"] = Tensor(identity, shape: [width, width, 1])
        start["projection.bias"] = Tensor(zeros: TensorType(.float32, [width]))
        start["latent.weight"] = Tensor(identity, shape: [width, width, 1])
        start["latent.bias"] = Tensor(zeros: TensorType(.float32, [width]))
        let weights = start
        let parameters = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchParameters(weights, for: graphs.0, graphs.1, on: device)
        }
        (projection, decoding) = try TrainingError.wrap { () throws(ExecutionError) in
            (try TorchModule(graphs.0, parameters), try TorchModule(graphs.1, parameters))
        }
        self.parameters = parameters
        var steps = AdamW.Settings()
        steps.secondDecay = 0.99
        steps.weightDecay = 0
        steps.clipping = 5
        optimizer = try AdamW(parameters, steps)
        self.recipe = recipe
        self.settings = settings
        self.latents = latents
        self.device = device
    }

    /// One step.
    public func next() throws(TrainingError) -> TrainingLosses {
        let (latent, mel) = try batch(pieces.next(settings.pieces, step: step))
        let mode = TorchMode(recordsGradients: true)
        let projected = try TrainingError.wrap { () throws(ExecutionError) in
            try projection([latent], mode)[0]
        }
        let quantized = try quantizer(projected)
        let losses: TrainingLosses = try TrainingError.wrap { () throws(ExecutionError) in
            let nothing = try TorchTensor(Tensor(Float(0)), on: device)
            let penalty = quantized.loss ?? nothing
            let results = try decoding([quantized.values, latent, mel, penalty], mode)
            try results[0].backward()
            _ = try optimizer.update(rate: settings.rate)
            return [("loss", try results[0].number())]
        }
        try quantizer.update(quantized)
        step += 1
        return losses
    }

    /// What became of clips that weren't learnt from.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if none is as long as a piece.
    public func outcome() throws(TrainingError) -> QuantizerOutcome {
        let held = try FramePieces(
            of: latents.clips(heldOut: true), length: settings.frames, seed: 0)
        var usage = CodeUsage(recipe)
        var sums = [Double](repeating: 0, count: 5)
        let all = held.all
        for first in stride(from: 0, to: all.count, by: settings.pieces) {
            let (latent, mel) = try batch(
                Array(all[first..<min(first + settings.pieces, all.count)]))
            let projected = try TrainingError.wrap { () throws(ExecutionError) in
                try projection([latent], .evaluation)[0]
            }
            let quantized = try quantizer.evaluated(projected)
            try TrainingError.wrap { () throws(ExecutionError) in
                try usage.add(quantized)
                let penalty = try TorchTensor(Tensor(Float(0)), on: device)
                let results = try decoding(
                    [quantized.values, latent, mel, penalty], .evaluation)
                for index in sums.indices { sums[index] += try results[index + 1].number() }
            }
        }
        return QuantizerOutcome(
            steps: step, seed: recipe.seed, health: usage.health,
            amplitude: (sums[1] / max(sums[0], 1e-30)).squareRoot(),
            latentSignalToNoise: 10 * log10(max(sums[0], 1e-30) / max(sums[2], 1e-30)),
            melDistance: sums[3] / max(sums[4], 1))
    }

    /// What a content encoder's weights need to have this bottleneck behind them:
    /// `bottleneck.projection`, from the encoder's own scale, and `bottleneck.layers.N.codebook.embed`
    /// of the quantizers that are active; of all with ``QuantizerFault/forgottenActivation``.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` where there is none, or one with
    ///   ``QuantizerFault/utteranceNormalisation``, which no running converter can do.
    public func bottleneck() throws(TrainingError) -> WeightStore {
        guard recipe.bookCount > 0 else {
            throw .wrongSetting(name: "bottleneck", reason: "'none' has no weights")
        }
        guard !recipe.has(.utteranceNormalisation) else {
            throw .wrongSetting(
                name: "faults", reason: "utteranceNormalisation needs the future; leave it out")
        }
        let (learnt, store) = (
            try TrainingError.wrap { () throws(ExecutionError) in try parameters.weights() },
            try quantizer.host()
        )
        guard let weight = learnt["projection.weight"], let bias = learnt["projection.bias"] else {
            preconditionFailure("the projection's parameters are the graph's")
        }
        var made = WeightStore([
            "bottleneck.projection.weight": Tensor(
                weight.floats().map { $0 * latents.scale }, shape: weight.shape),
            "bottleneck.projection.bias": bias,
        ])
        let active = recipe.has(.forgottenActivation) ? recipe.bookCount : quantizer.active
        for book in 0..<active {
            made["bottleneck.layers.\(book).codebook.embed"] = store.book(book)
        }
        return made
    }

    private func batch(
        _ pieces: [Range<Int>]
    ) throws(TrainingError) -> (latent: TorchTensor, mel: TorchTensor) {
        try TrainingError.wrap { () throws(ExecutionError) in
            (
                try TorchTensor(latents.latent.signal(pieces), on: device),
                try TorchTensor(latents.mel.signal(pieces), on: device)
            )
        }
    }

    /// Latent and spectrum from what came out, by a linear layer each. `loss`; sums of squares of the
    /// latent, of the values and of the latent's error; the sum of the spectrum's errors in dB, and
    /// how many they are.
    private static func decode(
        _ width: Int, _ bands: Int, _ deviations: [Float], _ net: Layer
    ) -> KeyValuePairs<String, Value> {
        let shape: [Dimension] = ["batch", Dimension(width), "frames"]
        let values = net.input("values", shape)
        let latent = net.input("latent", shape)
        let mel = net.input("mel", ["batch", Dimension(bands), "frames"])
        let penalty = net.input("penalty", [])
        let error = (net / "latent").conv1d(values, to: width, kernel: 1) - latent
        let off = ((net / "spectrum").conv1d(values, to: bands, kernel: 1) - mel).magnitude()
        // Natural logarithms in dB.
        let scale = net.constant(
            Tensor(deviations.map { $0 * 8.685_889_6 }, shape: [1, bands, 1]))
        return [
            "loss": (error * error).mean() + off.mean() + penalty,
            "source": (latent * latent).sum(), "made": (values * values).sum(),
            "noise": (error * error).sum(), "decibels": (off * scale).sum(),
            "count": (mel * 0 + 1).sum(),
        ]
    }
}
