internal import ModelBlocks
public import TensorRuntime

/// A vocoder's training: generator, discriminators, and all that goes on where it stopped.
///
/// Not `Sendable`; a training belongs to one thread.
public final class VocoderTraining: Training {
    /// Sizes, losses, rates.
    public let recipe: VocoderRecipe
    /// Steps so far.
    public private(set) var step = 0
    /// Clips that training doesn't see.
    public let heldOut: [Int]

    private let package: AudioPackage
    private let device: TorchDevice
    let networks: AdversarialNetworks
    private var crops: Crops

    /// A training that begins.
    ///
    /// - Parameters:
    ///   - recipe: Sizes, losses, rates.
    ///   - package: What it learns from.
    ///   - weights: What an earlier training exported, to begin with; nil: random numbers.
    ///   - holdingOut: Clips kept for validation, taken evenly; fewer where there are few.
    ///   - device: Where it runs.
    public init(
        _ recipe: VocoderRecipe, _ package: AudioPackage, from weights: WeightStore? = nil,
        holdingOut: Int = 4, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        self.recipe = recipe
        self.package = package
        self.device = device
        let graphs = try VocoderGraphs(recipe, for: package)
        let mode = TorchMode(
            recordsGradients: true, precision: recipe.precision?.element ?? .float32)
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        let held = min(holdingOut, package.count / 4)
        heldOut = (0..<held).map { $0 * package.count / max(held, 1) }
        let seen = Set(0..<package.count).subtracting(heldOut).sorted()
        crops = try Crops(
            package, clips: seen, length: recipe.frames, seed: recipe.seed)

        let start: WeightStore
        if let weights {
            start = weights.floatingPoint(as: .float32)
        } else {
            start = try WeightStore(
                initialFor: graphs.vocoder, seed: recipe.seed,
                constants: ["*.gamma": 1 / Float(recipe.depth)])
        }
        // Moments as Vocos and HiFi-GAN train: the first forgets fast.
        var steps = AdamW.Settings()
        steps.firstDecay = 0.8
        steps.secondDecay = 0.99
        steps.clipping = 5
        networks = try AdversarialNetworks(
            AdversarialNetworks.Graphs(
                reconstruction: graphs.reconstruction, discrimination: graphs.discrimination,
                judgement: graphs.judgement), from: start, seed: recipe.seed &+ 1,
            AdversarialNetworks.Settings(
                mode: mode, precision: recipe.precision ?? .float32, generator: steps,
                discriminators: steps,
                rate: LearningRate(
                    recipe.rate, warmUp: recipe.warmUp,
                    .cosine(steps: recipe.steps, floor: 0.1)),
                averageDecay: recipe.averageDecay, adversarialFrom: recipe.adversarialFrom),
            on: device)
    }

    /// The learning rate of the step before.
    public var learningRate: Double { networks.learningRate(before: step) }

    /// One step: a batch, the discriminators if they take part yet, the generator.
    public func next() throws(TrainingError) -> TrainingLosses {
        let batch = VocoderBatch(
            crops.next(recipe.batch, step: step), step: step, recipe, package)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let tensors = try batch.tensors(on: device)
            let losses = try networks.update(tensors, at: step) {
                (results) throws(ExecutionError) in
                AdversarialNetworks.Lesson(
                    losses: [
                        ("spectral", try results[2].number()), ("mel", try results[3].number()),
                    ], loss: results[1], real: tensors[0], made: results[0])
            }
            step += 1
            return losses
        }
    }

    // MARK: What comes of it

    /// The vocoder's weights, averaged, with what is needed to use them in the metadata.
    public func weights() throws(TrainingError) -> WeightStore {
        let weights = try TrainingError.wrap { () throws(ExecutionError) in
            try networks.average.weights()
        }
        return VocoderExport(recipe: recipe, package: package, step: step).store(weights)
    }

    /// `vocoder.safetensors`.
    public func exports() throws(TrainingError) -> [TrainingExport] {
        [TrainingExport(file: "vocoder.safetensors", weights: try weights())]
    }

    /// A clip, what the averaged vocoder makes of its spectrum, as long as whole frames go, and how
    /// wrong that is.
    public func copy(
        of clip: Int
    ) throws(TrainingError) -> (real: [Float], made: [Float], losses: TrainingLosses) {
        let frames = min(package.frames(of: clip), 60 * package.rate / package.hop)
        let batch = VocoderBatch(whole: clip, frames: frames, recipe, package)
        let graph = try VocoderGraphs.copying(frames, recipe, package)
        let real = package.samples(of: clip, 0..<frames * package.hop)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let module = try TorchModule(
                graph, TorchParameters(networks.average.weights(), for: graph, on: device))
            let results = try module(batch.tensors(on: device), .evaluation)
            let losses = [
                ("spectral", try results[1].number()), ("mel", try results[2].number()),
            ]
            return (real, try results[0].tensor().floats(), losses)
        }
    }

    // MARK: Stopping and going on

    /// All that is needed to go on bit by bit.
    public func checkpoint() throws(TrainingError) -> Checkpoint {
        var checkpoint = Checkpoint()
        try checkpoint.keep(value: recipe, as: "recipe")
        try checkpoint.keep(value: step, as: "step")
        try checkpoint.keep(value: crops.order.place, as: "order")
        try networks.keep(in: &checkpoint)
        return checkpoint
    }

    /// Goes on where a checkpoint of the same recipe and data stopped.
    public func resume(_ checkpoint: Checkpoint) throws(TrainingError) {
        try crops.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try networks.resume(
            checkpoint, trainedIn: checkpoint.value(VocoderRecipe.self, "recipe").precision)
        step = try checkpoint.value(Int.self, "step")
    }
}
