internal import ModelBlocks
public import TensorRuntime

/// A recogniser's training: the network, and all that goes on where it stopped.
///
/// Not `Sendable`; a training belongs to one thread.
public final class RecognizerTraining: Training {
    /// Sizes, rates, variation.
    public let recipe: RecognizerRecipe
    /// Steps so far.
    public private(set) var step = 0

    let package: AudioPackage
    let device: TorchDevice
    let classes: PhoneClasses
    let statistics: RecognizerStatistics
    /// What is learnt from, and what is kept for validation.
    let clips: (seen: [RecognizerClip], heldOut: [RecognizerClip])
    let graphs: RecognizerGraphs
    let average: WeightAverage
    /// How many were asked to be kept.
    private let holdingOut: Int

    private let random: TorchRandom
    private let mode: TorchMode
    private let parameters: TorchParameters
    private let recognition: TorchModule
    private let guidance: TorchModule
    private let optimizer: AdamW
    private let rate: LearningRate
    private var scale: LossScale
    private var lessons: RecognizerLessons

    /// A training that begins.
    ///
    /// - Parameters:
    ///   - recipe: Sizes, rates, variation.
    ///   - package: What it learns from: recordings with tokens. When they are said isn't used.
    ///   - weights: What it begins from, as ``weights()`` gave them; nil: from chance. Their sizes,
    ///     phones and statistics stay.
    ///   - holdingOut: Clips kept for validation, taken evenly; fewer where there are few.
    ///   - device: Where it runs.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package that lacks something
    ///   and numbers out of their range.
    public convenience init(
        _ recipe: RecognizerRecipe, _ package: AudioPackage, from weights: WeightStore? = nil,
        holdingOut: Int = 64, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        var recipe = recipe
        var foundation: RecognizerFoundation?
        if let weights {
            let earlier = try RecognizerFoundation(weights, for: package)
            recipe.adopt(earlier.recognizer)
            foundation = earlier
        }
        let spoken = (0..<package.count).lazy.map { package.tokens(of: $0) }
        try self.init(
            recipe, package, foundation?.classes ?? PhoneClasses(of: spoken),
            foundation?.statistics, from: foundation?.weights, holdingOut: holdingOut, on: device)
    }

    /// A training that goes on where a checkpoint of the same data stopped, with the same clips
    /// held out.
    ///
    /// - Parameter changing: Changes settings that aren't sizes, such as the precision.
    public convenience init(
        goingOnFrom checkpoint: Checkpoint, _ package: AudioPackage,
        on device: TorchDevice = .cpu, changing: (inout RecognizerRecipe) -> Void = { _ in }
    ) throws(TrainingError) {
        let before = try checkpoint.value(RecognizerRecipe.self, "recipe")
        var recipe = before
        changing(&recipe)
        try self.init(
            recipe, package, checkpoint.value(PhoneClasses.self, "phones"),
            checkpoint.value(RecognizerStatistics.self, "statistics"), from: nil,
            holdingOut: checkpoint.value(Int.self, "holdingOut"), on: device)
        try resume(checkpoint, before)
    }

    private init(
        _ recipe: RecognizerRecipe, _ package: AudioPackage, _ classes: PhoneClasses,
        _ known: RecognizerStatistics?, from weights: WeightStore?, holdingOut: Int,
        on device: TorchDevice
    ) throws(TrainingError) {
        try recipe.check()
        let random = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchRandom(seed: recipe.seed &+ 2, on: device)
        }
        let mode = TorchMode(
            recordsGradients: true, dropout: random,
            precision: recipe.precision?.element ?? .float32)
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        let all = try RecognizerClip.all(package, classes, on: device)
        let held = min(max(holdingOut, 0), all.count / 4)
        let places = (0..<held).map { $0 * all.count / max(held, 1) }
        let kept = Set(places)
        let seen = all.indices.filter { !kept.contains($0) }.map { all[$0] }
        let bands = package.melBasis.shape[0]
        let statistics = known ?? RecognizerStatistics(seen, bands: bands)
        let graphs = try RecognizerGraphs(
            recipe.recognizer(phones: classes.phones.count, bands: bands))
        let start = try RecognizerFoundation.start(
            graphs.recognition, statistics, recipe, from: weights)

        self.recipe = recipe
        self.package = package
        self.device = device
        self.classes = classes
        self.statistics = statistics
        self.graphs = graphs
        self.random = random
        self.mode = mode
        self.holdingOut = holdingOut
        clips = (seen, places.map { all[$0] })
        lessons = try RecognizerLessons(seen, recipe)
        let parameters = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchParameters(
                start, for: graphs.recognition, frozen: ["statistics.*"], on: device)
        }
        self.parameters = parameters
        (recognition, guidance) = try TrainingError.wrap { () throws(ExecutionError) in
            (
                try TorchModule(graphs.recognition, parameters),
                try TorchModule(
                    graphs.guidance,
                    TorchParameters(WeightStore(), for: graphs.guidance, on: device))
            )
        }
        var steps = AdamW.Settings()
        steps.secondDecay = 0.99
        steps.weightDecay = recipe.weightDecay
        steps.clipping = 5
        optimizer = try AdamW(parameters, steps)
        average = try WeightAverage(parameters, decay: recipe.averageDecay)
        rate = LearningRate(
            recipe.rate, warmUp: recipe.warmUp, .cosine(steps: recipe.steps, floor: 0.02))
        scale = LossScales(recipe.precision ?? .float32).generator
    }

    /// The learning rate of the step before.
    public var learningRate: Double { rate.rate(at: max(step - 1, 0)) }

    /// Steps in which it hears every recording once.
    public var stepsOfAnEpoch: Int { lessons.count }

    /// How many kinds of phones it tells from each other.
    public var phoneCount: Int { classes.phones.count }

    /// One step: a batch of recordings, each varied anew.
    public func next() throws(TrainingError) -> TrainingLosses {
        let rows = lessons.next().map { clips.seen[$0] }
        let bands = statistics.mean.count
        let spectra = rows.enumerated().map { row, clip in
            SpectralVariation(recipe, step: step, row: row, count: clip.count, bands: bands)
                .applied(
                    to: clip.mel.floats(), mean: statistics.mean,
                    least: ConnectionistLoss.leastFrames(of: clip.phones))
        }
        let batch = RecognizerBatch(spectra, phones: rows.map(\.phones), bands: bands)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let logits = try recognition(batch.tensors(on: device), mode)[0]
            let values = try logits.tensor()
            let verdict = batch.verdict(on: values.floats(), classes: values.shape[2])
            let gradient = try TorchTensor(
                Tensor(verdict.gradient, shape: values.shape), on: device)
            let guided = TorchMode(recordsGradients: true)
            try guidance([logits, gradient], guided)[0].backward(scale: scale.value)
            let update = try optimizer.update(rate: rate.rate(at: step), lossScale: scale.value)
            scale.follow(update)
            try average.update()
            step += 1
            return [("ctc", verdict.loss), ("gradient", update.gradientNorm)]
        }
    }

    // MARK: Stopping and going on

    /// All that is needed to go on bit by bit.
    public func checkpoint() throws(TrainingError) -> Checkpoint {
        var checkpoint = Checkpoint()
        try checkpoint.keep(value: recipe, as: "recipe")
        try checkpoint.keep(value: classes, as: "phones")
        try checkpoint.keep(value: statistics, as: "statistics")
        try checkpoint.keep(value: holdingOut, as: "holdingOut")
        try checkpoint.keep(value: step, as: "step")
        try checkpoint.keep(value: lessons.order.place, as: "order")
        try checkpoint.keep(parameters, as: "recognizer")
        try checkpoint.keep(optimizer, as: "recognizer.steps")
        try checkpoint.keep(average, as: "average")
        try checkpoint.keep(random, as: "dropout")
        if recipe.precision == .float16 { try checkpoint.keep(value: scale, as: "scale") }
        return checkpoint
    }

    private func resume(
        _ checkpoint: Checkpoint, _ before: RecognizerRecipe
    ) throws(TrainingError) {
        try lessons.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try checkpoint.resume(parameters, from: "recognizer")
        try checkpoint.resume(optimizer, from: "recognizer.steps")
        try checkpoint.resume(average, from: "average")
        try checkpoint.resume(random, from: "dropout")
        if recipe.precision == .float16, before.precision == .float16 {
            scale = try checkpoint.value(LossScale.self, "scale")
        }
        step = try checkpoint.value(Int.self, "step")
    }
}
