internal import ModelBlocks
public import TensorRuntime

/// An acoustic model's training: the model, its discriminator, and all that goes on where it
/// stopped.
///
/// Not `Sendable`; a training belongs to one thread.
public final class AcousticTraining: Training {
    /// Sizes, losses, rates. Tables are as large as the data and earlier weights need.
    public let recipe: AcousticRecipe
    /// Steps so far.
    public private(set) var step = 0

    let package: AudioPackage
    let device: TorchDevice
    let model: AcousticModel
    let speakers: AcousticSpeakers
    let statistics: AcousticStatistics
    /// What is learnt from, and what is kept for validation.
    let clips: (seen: [AcousticClip], heldOut: [AcousticClip])
    /// How many were asked to be kept.
    private let holdingOut: Int
    let networks: AdversarialNetworks

    private let random: TorchRandom
    private var crops: AcousticCrops

    /// A training that begins.
    ///
    /// - Parameters:
    ///   - recipe: Sizes, losses, rates.
    ///   - package: What it learns from: recordings with tokens, pitch and speakers.
    ///   - weights: What it begins from, as ``weights()`` gave them; nil: from chance. Their sizes
    ///     and statistics stay; speakers and phonemes that they don't know are added.
    ///   - holdingOut: Clips kept for validation, taken evenly; fewer where there are few.
    ///   - device: Where it runs.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package that lacks something
    ///   and numbers out of their range.
    public convenience init(
        _ recipe: AcousticRecipe, _ package: AudioPackage, from weights: WeightStore? = nil,
        holdingOut: Int = 8, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        var recipe = recipe
        var (speakers, statistics) = (AcousticSpeakers([]), AcousticStatistics?.none)
        if let weights {
            let trained = try AcousticFoundation(weights, for: package)
            (speakers, statistics) = (trained.speakers, trained.statistics)
            recipe.adopt(trained.model)
        }
        speakers.add(package.speakerNames)
        try self.init(
            recipe, package, speakers, statistics, from: weights, holdingOut: holdingOut,
            on: device)
    }

    /// A training that goes on where a checkpoint of the same data stopped, with the same clips
    /// held out.
    ///
    /// - Parameter changing: Changes settings that aren't sizes, such as when a discriminator
    ///   takes part.
    public convenience init(
        goingOnFrom checkpoint: Checkpoint, _ package: AudioPackage,
        on device: TorchDevice = .cpu, changing: (inout AcousticRecipe) -> Void = { _ in }
    ) throws(TrainingError) {
        let before = try checkpoint.value(AcousticRecipe.self, "recipe")
        var recipe = before
        changing(&recipe)
        try self.init(
            recipe, package, checkpoint.value(AcousticSpeakers.self, "speakers"),
            checkpoint.value(AcousticStatistics.self, "statistics"), from: nil,
            holdingOut: checkpoint.value(Int.self, "holdingOut"), on: device)
        try resume(checkpoint, before)
    }

    private init(
        _ wanted: AcousticRecipe, _ package: AudioPackage, _ speakers: AcousticSpeakers,
        _ known: AcousticStatistics?, from weights: WeightStore?, holdingOut: Int,
        on device: TorchDevice
    ) throws(TrainingError) {
        var recipe = wanted
        try recipe.check()
        let random = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchRandom(seed: recipe.seed &+ 2, on: device)
        }
        let mode = TorchMode(
            recordsGradients: true, dropout: random,
            precision: recipe.precision?.element ?? .float32)
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        let all = try AcousticClip.all(package, speakers, on: device)
        recipe.makeRoom(for: AcousticClip.inventory(all))
        try recipe.check()
        let bands = package.melBasis.shape[0]
        let held = min(max(holdingOut, 0), all.count / 4)
        let places = (0..<held).map { $0 * all.count / max(held, 1) }
        let seen = all.indices.filter { !places.contains($0) }.map { all[$0] }
        var statistics = known ?? AcousticStatistics(seen, speakers: speakers.count, bands: bands)
        statistics.add(seen, speakers: speakers.count)
        let model = recipe.model(speakers: speakers.count, bands: bands)
        let graphs = try AcousticGraphs(recipe, model)

        self.recipe = recipe
        self.package = package
        self.device = device
        self.model = model
        self.speakers = speakers
        self.statistics = statistics
        self.random = random
        self.holdingOut = holdingOut
        clips = (seen, places.map { all[$0] })
        crops = try AcousticCrops(seen, recipe)

        let start = try AcousticFoundation.start(
            graphs.reconstruction, model, statistics, recipe, from: weights)
        var steps = AdamW.Settings()
        steps.secondDecay = 0.99
        steps.weightDecay = recipe.weightDecay
        steps.clipping = 5
        var opposing = steps
        opposing.firstDecay = 0.8
        networks = try AdversarialNetworks(
            AdversarialNetworks.Graphs(
                reconstruction: graphs.reconstruction, discrimination: graphs.discrimination,
                judgement: graphs.judgement), from: start, seed: recipe.seed &+ 1,
            AdversarialNetworks.Settings(
                mode: mode, precision: recipe.precision ?? .float32, frozen: ["statistics.*"],
                generator: steps, discriminators: opposing,
                rate: LearningRate(
                    recipe.rate, warmUp: recipe.warmUp,
                    .cosine(steps: recipe.steps, floor: 0.05)),
                averageDecay: recipe.averageDecay, adversarialFrom: recipe.adversarialFrom),
            on: device)
    }

    /// The learning rate of the step before.
    public var learningRate: Double { networks.learningRate(before: step) }

    /// One step: a batch, the discriminator if it takes part yet, the model.
    public func next() throws(TrainingError) -> TrainingLosses {
        let batch = AcousticBatch(crops.next(step: step), clips.seen, statistics)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let tensors = try batch.tensors(on: device)
            let losses = try networks.update(tensors, at: step) {
                (results) throws(ExecutionError) in
                func result(_ name: AcousticGraphs.Result) -> TorchTensor {
                    results[name.rawValue]
                }
                var losses: TrainingLosses = []
                for (name, place) in AcousticGraphs.Result.losses {
                    losses.append((name, try result(place).number()))
                }
                return AdversarialNetworks.Lesson(
                    losses: losses, loss: result(.loss), real: try result(.real).detached(),
                    made: result(.made), given: [tensors[2], try result(.mask).detached()])
            }
            step += 1
            return losses
        }
    }

    // MARK: Stopping and going on

    /// All that is needed to go on bit by bit.
    public func checkpoint() throws(TrainingError) -> Checkpoint {
        var checkpoint = Checkpoint()
        try checkpoint.keep(value: recipe, as: "recipe")
        try checkpoint.keep(value: speakers, as: "speakers")
        try checkpoint.keep(value: statistics, as: "statistics")
        try checkpoint.keep(value: holdingOut, as: "holdingOut")
        try checkpoint.keep(value: step, as: "step")
        try checkpoint.keep(value: crops.order.place, as: "order")
        try networks.keep(in: &checkpoint)
        try checkpoint.keep(random, as: "dropout")
        return checkpoint
    }

    private func resume(
        _ checkpoint: Checkpoint, _ before: AcousticRecipe
    ) throws(TrainingError) {
        try crops.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try networks.resume(checkpoint, trainedIn: before.precision)
        try checkpoint.resume(random, from: "dropout")
        step = try checkpoint.value(Int.self, "step")
    }
}
