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
    let average: WeightAverage
    let reconstruction: TorchModule

    private let mode: TorchMode
    private let random: TorchRandom
    private let generator: TorchParameters
    private let discriminator: TorchParameters
    private let discrimination: TorchModule
    private let judgement: TorchModule
    private let generatorSteps: AdamW
    private let discriminatorSteps: AdamW
    private let rate: LearningRate
    private var scales: LossScales
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
        self.mode = mode
        self.holdingOut = holdingOut
        clips = (seen, places.map { all[$0] })
        crops = try AcousticCrops(seen, recipe)

        let start = try AcousticFoundation.start(
            graphs.reconstruction, model, statistics, recipe, from: weights)
        let opposing = try WeightStore(
            initialFor: graphs.discrimination, seed: recipe.seed &+ 1)
        (generator, discriminator) = try TrainingError.wrap { () throws(ExecutionError) in
            (
                try TorchParameters(
                    start, for: graphs.reconstruction, frozen: ["statistics.*"], on: device),
                try TorchParameters(opposing, for: graphs.discrimination, on: device)
            )
        }
        let (made, judged) = (generator, discriminator)
        (reconstruction, discrimination, judgement) = try TrainingError.wrap {
            () throws(ExecutionError) in
            (
                try TorchModule(graphs.reconstruction, made),
                try TorchModule(graphs.discrimination, judged),
                try TorchModule(graphs.judgement, judged)
            )
        }
        var settings = AdamW.Settings()
        settings.secondDecay = 0.99
        settings.weightDecay = recipe.weightDecay
        settings.clipping = 5
        generatorSteps = try AdamW(generator, settings)
        settings.firstDecay = 0.8
        discriminatorSteps = try AdamW(discriminator, settings)
        scales = LossScales(recipe.precision ?? .float32)
        average = try WeightAverage(generator, decay: recipe.averageDecay)
        rate = LearningRate(
            recipe.rate, warmUp: recipe.warmUp, .cosine(steps: recipe.steps, floor: 0.05))
    }

    /// One step: a batch, the discriminator if it takes part yet, the model.
    public func next() throws(TrainingError) -> TrainingLosses {
        let batch = AcousticBatch(crops.next(step: step), clips.seen, statistics)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let losses = try update(batch.tensors(on: device))
            step += 1
            return losses
        }
    }

    private func update(_ batch: [TorchTensor]) throws(ExecutionError) -> TrainingLosses {
        let rate = rate.rate(at: step)
        let results = try reconstruction(batch, mode)
        func result(_ name: AcousticGraphs.Result) -> TorchTensor { results[name.rawValue] }
        var losses: TrainingLosses = []
        for (name, place) in AcousticGraphs.Result.losses {
            losses.append((name, try result(place).number()))
        }
        if let first = recipe.adversarialFrom, step >= first {
            let (real, mask) = (try result(.real).detached(), try result(.mask).detached())
            let mistake = try discrimination(
                [real, try result(.made).detached(), batch[2], mask], mode)[0]
            let scale = scales.discriminators.value
            try mistake.backward(scale: scale)
            scales.discriminators.follow(
                try discriminatorSteps.update(rate: rate, lossScale: scale))
            losses.append(("discriminator", try mistake.number()))
            try discriminator.whileFixed { () throws(ExecutionError) in
                let judged = try judgement(
                    [real, result(.made), batch[2], mask, result(.loss)], mode)
                try judged[0].backward(scale: scales.generator.value)
                losses.append(("adversarial", try judged[1].number()))
                losses.append(("matching", try judged[2].number()))
            }
        } else {
            try result(.loss).backward(scale: scales.generator.value)
        }
        let update = try generatorSteps.update(rate: rate, lossScale: scales.generator.value)
        scales.generator.follow(update)
        try average.update()
        losses.append(("gradient", update.gradientNorm))
        return losses
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
        try checkpoint.keep(generator, as: "generator")
        try checkpoint.keep(discriminator, as: "discriminator")
        try checkpoint.keep(generatorSteps, as: "generator.steps")
        try checkpoint.keep(discriminatorSteps, as: "discriminator.steps")
        try checkpoint.keep(average, as: "average")
        try checkpoint.keep(random, as: "dropout")
        if recipe.precision == .float16 { try checkpoint.keep(value: scales, as: "scales") }
        return checkpoint
    }

    private func resume(
        _ checkpoint: Checkpoint, _ before: AcousticRecipe
    ) throws(TrainingError) {
        try crops.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try checkpoint.resume(generator, from: "generator")
        try checkpoint.resume(discriminator, from: "discriminator")
        try checkpoint.resume(generatorSteps, from: "generator.steps")
        try checkpoint.resume(discriminatorSteps, from: "discriminator.steps")
        try checkpoint.resume(average, from: "average")
        try checkpoint.resume(random, from: "dropout")
        if recipe.precision == .float16, before.precision == .float16 {
            scales = try checkpoint.value(LossScales.self, "scales")
        }
        step = try checkpoint.value(Int.self, "step")
    }
}
