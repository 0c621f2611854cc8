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
    private let graphs: VocoderGraphs
    private let device: TorchDevice
    private let mode: TorchMode
    private let generator: TorchParameters
    private let discriminators: TorchParameters
    private let reconstruction: TorchModule
    private let discrimination: TorchModule
    private let judgement: TorchModule
    let generatorSteps: AdamW
    let discriminatorSteps: AdamW
    private var scales: LossScales
    private let average: WeightAverage
    private let rate: LearningRate
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
        graphs = try VocoderGraphs(recipe, for: package)
        let mode = TorchMode(
            recordsGradients: true, precision: recipe.precision?.element ?? .float32)
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        self.mode = mode
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
        let opposing = try WeightStore(initialFor: graphs.discrimination, seed: recipe.seed &+ 1)
        let (graphs, device) = (graphs, device)
        (generator, discriminators) = try TrainingError.wrap { () throws(ExecutionError) in
            (
                try TorchParameters(start, for: graphs.reconstruction, on: device),
                try TorchParameters(opposing, for: graphs.discrimination, on: device)
            )
        }
        let (made, judged) = (generator, discriminators)
        (reconstruction, discrimination, judgement) = try TrainingError.wrap {
            () throws(ExecutionError) in
            (
                try TorchModule(graphs.reconstruction, made),
                try TorchModule(graphs.discrimination, judged),
                try TorchModule(graphs.judgement, judged)
            )
        }
        // Moments as Vocos and HiFi-GAN train: the first forgets fast.
        var settings = AdamW.Settings()
        settings.firstDecay = 0.8
        settings.secondDecay = 0.99
        settings.clipping = 5
        generatorSteps = try AdamW(generator, settings)
        discriminatorSteps = try AdamW(discriminators, settings)
        scales = LossScales(recipe.precision ?? .float32)
        average = try WeightAverage(generator, decay: recipe.averageDecay)
        rate = LearningRate(
            recipe.rate, warmUp: recipe.warmUp, .cosine(steps: recipe.steps, floor: 0.1))
    }

    /// One step: a batch, the discriminators if they take part yet, the generator.
    public func next() throws(TrainingError) -> TrainingLosses {
        let batch = VocoderBatch(
            crops.next(recipe.batch, step: step), step: step, recipe, package)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let losses = try update(batch.tensors(on: device))
            step += 1
            return losses
        }
    }

    private func update(_ batch: [TorchTensor]) throws(ExecutionError) -> TrainingLosses {
        let rate = rate.rate(at: step)
        let results = try reconstruction(batch, mode)
        let (audio, made, loss) = (batch[0], results[0], results[1])
        var losses: TrainingLosses = [
            ("spectral", try results[2].number()), ("mel", try results[3].number()),
        ]
        if let first = recipe.adversarialFrom, step >= first {
            let mistake = try discrimination([audio, try made.detached()], mode)[0]
            let scale = scales.discriminators.value
            try mistake.backward(scale: scale)
            scales.discriminators.follow(
                try discriminatorSteps.update(rate: rate, lossScale: scale))
            losses.append(("discriminator", try mistake.number()))
            try discriminators.whileFixed { () throws(ExecutionError) in
                let judged = try judgement([audio, made, loss], mode)
                try judged[0].backward(scale: scales.generator.value)
                losses.append(("adversarial", try judged[1].number()))
                losses.append(("matching", try judged[2].number()))
            }
        } else {
            try loss.backward(scale: scales.generator.value)
        }
        let update = try generatorSteps.update(rate: rate, lossScale: scales.generator.value)
        scales.generator.follow(update)
        try average.update()
        losses.append(("gradient", update.gradientNorm))
        return losses
    }

    // MARK: What comes of it

    /// The vocoder's weights, averaged, with what is needed to use them in the metadata.
    public func weights() throws(TrainingError) -> WeightStore {
        var store = try TrainingError.wrap { () throws(ExecutionError) in try average.weights() }
        store.metadata = [
            "format": "pt", "family": "convnext-vocoder", "rate": "\(package.rate)",
            "mel.size": "\(package.melSize)", "mel.hop": "\(package.hop)", "steps": "\(step)",
            "vocoder.size": "\(recipe.size)", "vocoder.causal": "\(recipe.isCausal)",
            "vocoder.head": (recipe.head ?? .spectral).rawValue,
        ]
        store["mel.basis"] = package.melBasis
        return store
    }

    /// A clip and what the averaged vocoder makes of its spectrum, as long as whole frames go.
    public func copy(of clip: Int) throws(TrainingError) -> (real: [Float], made: [Float]) {
        let frames = min(package.frames(of: clip), 60 * package.rate / package.hop)
        let batch = VocoderBatch(whole: clip, frames: frames, recipe, package)
        let graph = try VocoderGraphs.copying(frames, recipe, package)
        let real = package.samples(of: clip, 0..<frames * package.hop)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let module = try TorchModule(
                graph, TorchParameters(average.weights(), for: graph, on: device))
            let made = try module(batch.tensors(on: device), .evaluation)[0]
            return (real, try made.tensor().floats())
        }
    }

    // MARK: Stopping and going on

    /// All that is needed to go on bit by bit.
    public func checkpoint() throws(TrainingError) -> Checkpoint {
        var checkpoint = Checkpoint()
        try checkpoint.keep(value: recipe, as: "recipe")
        try checkpoint.keep(value: step, as: "step")
        try checkpoint.keep(value: crops.order.place, as: "order")
        try checkpoint.keep(generator, as: "generator")
        try checkpoint.keep(discriminators, as: "discriminators")
        try checkpoint.keep(generatorSteps, as: "generator.steps")
        try checkpoint.keep(discriminatorSteps, as: "discriminators.steps")
        try checkpoint.keep(average, as: "average")
        if recipe.precision == .float16 { try checkpoint.keep(value: scales, as: "scales") }
        return checkpoint
    }

    /// Goes on where a checkpoint of the same recipe and data stopped.
    public func resume(_ checkpoint: Checkpoint) throws(TrainingError) {
        try crops.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try checkpoint.resume(generator, from: "generator")
        try checkpoint.resume(discriminators, from: "discriminators")
        try checkpoint.resume(generatorSteps, from: "generator.steps")
        try checkpoint.resume(discriminatorSteps, from: "discriminators.steps")
        try checkpoint.resume(average, from: "average")
        let before = try checkpoint.value(VocoderRecipe.self, "recipe")
        if recipe.precision == .float16, before.precision == .float16 {
            scales = try checkpoint.value(LossScales.self, "scales")
        }
        step = try checkpoint.value(Int.self, "step")
    }
}
