internal import ModelBlocks
public import TensorRuntime

/// A voice converter's first stage: the causal encoder learns from sound alone which phone, or
/// unit, is said in each frame, whoever says it. What it has learnt to hear stays as it is for the
/// decoder.
///
/// Not `Sendable`; a training belongs to one thread.
public final class ContentTraining: Training {
    /// Sizes, rates, variation.
    public let recipe: ContentRecipe
    /// Steps so far.
    public private(set) var step = 0
    /// Clips that training doesn't see.
    public let heldOut: [Int]

    private let package: AudioPackage
    private let labels: ContentLabels
    private let device: TorchDevice
    private let mode: TorchMode
    private let random: TorchRandom
    private let graph: Graph
    private let parameters: TorchParameters
    private let lesson: TorchModule
    private let optimizer: AdamW
    private let average: WeightAverage
    private let rate: LearningRate
    private var crops: Crops

    /// A training that begins.
    ///
    /// - Parameters:
    ///   - recipe: Sizes, rates, variation.
    ///   - package: What it learns from: recordings with tokens, of frames of 20 ms at 16 kHz.
    ///   - weights: What an earlier training exported, to begin with; nil: random numbers.
    ///   - holdingOut: Clips kept for validation, taken evenly; fewer where there are few.
    ///   - device: Where it runs.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for a package that lacks something
    ///   and numbers out of their range.
    public init(
        _ recipe: ContentRecipe, _ package: AudioPackage, from weights: WeightStore? = nil,
        holdingOut: Int = 32, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        try recipe.check()
        try package.checkForConversion()
        var known: PhoneClasses?
        if let weights { known = try ConversionExport.phones(of: weights) }
        let labels =
            switch recipe.labels {
            case .phones: try ContentLabels(phonesOf: package, known: known)
            case .units: try ContentLabels(unitsOf: package)
            }
        let told = (0..<package.count).filter { labels.tells($0) }
        let held = min(max(holdingOut, 0), told.count / 4)
        heldOut = (0..<held).map { told[$0 * told.count / max(held, 1)] }
        let kept = Set(heldOut)
        // The longest that a piece can be before it is played faster.
        let length = Int((Double(recipe.frames) * (1 + recipe.speed)).rounded(.up)) + 1
        crops = try Crops(
            package, clips: told.filter { !kept.contains($0) }, length: length, seed: recipe.seed)
        let graph = try Self.lesson(recipe, classes: labels.count)
        let start: WeightStore
        if let weights {
            start = weights.floatingPoint(as: .float32)
        } else {
            start = try ConversionStart.weights(for: graph, seed: recipe.seed)
        }
        let random = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchRandom(seed: recipe.seed &+ 2, on: device)
        }
        mode = TorchMode(
            recordsGradients: true, dropout: random,
            precision: recipe.precision?.element ?? .float32)
        let mode = mode
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        let parameters = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchParameters(start, for: graph, on: device)
        }
        lesson = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(graph, parameters)
        }
        var steps = AdamW.Settings()
        steps.secondDecay = 0.99
        steps.weightDecay = recipe.weightDecay
        steps.clipping = 5
        optimizer = try AdamW(parameters, steps)
        average = try WeightAverage(parameters, decay: recipe.averageDecay)
        rate = LearningRate(
            recipe.rate, warmUp: recipe.warmUp, .cosine(steps: recipe.steps, floor: 0.02))
        self.recipe = recipe
        self.package = package
        self.labels = labels
        self.device = device
        self.random = random
        self.graph = graph
        self.parameters = parameters
    }

    /// `audio`, `labels`, `weights` as ``ContentBatch`` has them → `loss`, nats of a frame, and
    /// `right`, the part of frames that are told right.
    private static func lesson(
        _ recipe: ContentRecipe, classes: Int
    ) throws(TrainingError) -> Graph {
        try TrainingError.building { () throws(GraphError) in
            try Graph("content lesson") { net in
                let frames = Dimension.symbol("frames")
                let audio = net.input("audio", ["batch", frames * Dimension(ConversionModel.hop)])
                let labels = net.input("labels", ["batch", frames], as: .int64)
                let weights = net.input("weights", ["batch", frames])
                let content = (net / "content").conversionEncoder(audio, recipe.encoder)
                let logits = (net / "head").contentLogits(
                    content, classes: classes, dropout: Float(recipe.dropout))
                let chosen = net.apply(
                    .gatherElements(axis: 2), logits.logSoftmax(), labels.addingAxis(2)
                ).reshaped(weights.shape)
                let all = weights.sum().clamped(1)
                let right = (logits.argMax() .== labels).cast(to: .float32)
                return [
                    "loss": -(chosen * weights).sum() / all, "right": (right * weights).sum() / all,
                ]
            }
        }
    }

    /// The learning rate of the step before.
    public var learningRate: Double { rate.rate(at: max(step - 1, 0)) }

    /// Classes that frames are told apart by.
    public var classCount: Int { labels.count }

    /// One step: a batch of pieces, each varied anew.
    public func next() throws(TrainingError) -> TrainingLosses {
        let batch = ContentBatch(
            crops.next(recipe.batch, step: step), step: step, recipe, package, labels)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let results = try lesson(batch.tensors(on: device), mode)
            try results[0].backward()
            let update = try optimizer.update(rate: rate.rate(at: step))
            try average.update()
            step += 1
            return [
                ("content", try results[0].number()), ("right", try results[1].number()),
                ("gradient", update.gradientNorm),
            ]
        }
    }

    // MARK: What comes of it

    /// The encoder's weights, averaged, with what is needed to use them in the metadata.
    public func weights() throws(TrainingError) -> WeightStore {
        let weights = try TrainingError.wrap { () throws(ExecutionError) in
            try average.weights()
        }
        return ConversionExport.content(weights, recipe, phones: labels.phones, step: step)
    }

    /// `content.safetensors`.
    public func exports() throws(TrainingError) -> [TrainingExport] {
        [TrainingExport(file: "content.safetensors", weights: try weights())]
    }

    /// How well the averaged encoder tells what is said in clips that training doesn't see: nats of
    /// a frame, and the part of frames that are told right; empty if there are none.
    public func validation() throws(TrainingError) -> TrainingLosses {
        guard !heldOut.isEmpty else { return [] }
        let module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(graph, TorchParameters(average.weights(), for: graph, on: device))
        }
        var means = HeldOutMeans()
        for clip in heldOut {
            let crop = Crop(clip: clip, frames: 0..<package.frames(of: clip))
            let batch = ContentBatch(crop, recipe, package, labels)
            let losses: TrainingLosses = try TrainingError.wrap { () throws(ExecutionError) in
                let results = try module(batch.tensors(on: device), .evaluation)
                return [("content", try results[0].number()), ("right", try results[1].number())]
            }
            means.add(losses, weight: Double(crop.frames.count))
        }
        return means.losses
    }

    // MARK: Stopping and going on

    /// All that is needed to go on bit by bit.
    public func checkpoint() throws(TrainingError) -> Checkpoint {
        var checkpoint = Checkpoint()
        try checkpoint.keep(value: recipe, as: "recipe")
        try checkpoint.keep(value: step, as: "step")
        try checkpoint.keep(value: crops.order.place, as: "order")
        try checkpoint.keep(parameters, as: "content")
        try checkpoint.keep(optimizer, as: "content.steps")
        try checkpoint.keep(average, as: "average")
        try checkpoint.keep(random, as: "dropout")
        return checkpoint
    }

    /// Goes on where a checkpoint of the same recipe and data stopped.
    public func resume(_ checkpoint: Checkpoint) throws(TrainingError) {
        try crops.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try checkpoint.resume(parameters, from: "content")
        try checkpoint.resume(optimizer, from: "content.steps")
        try checkpoint.resume(average, from: "average")
        try checkpoint.resume(random, from: "dropout")
        step = try checkpoint.value(Int.self, "step")
    }
}

extension Layer {
    /// What is said in each frame, as logarithms up to a constant: normalisation and a linear
    /// layer, `norm` and `out`.
    ///
    /// - Parameter content: `[batch, width, frames]`
    /// - Returns: `[batch, frames, classes]`
    func contentLogits(_ content: Value, classes: Int, dropout: Float) -> Value {
        let features = (self / "norm").layerNorm(content.transposed(0, 2, 1))
        return (self / "out").linear(
            dropout > 0 ? apply(.dropout(probability: dropout), features) : features, to: classes)
    }
}

extension AudioPackage {
    /// Refuses a package whose frames aren't those of voice conversion.
    func checkForConversion() throws(TrainingError) {
        guard rate == ConversionModel.rate, hop == ConversionModel.hop else {
            throw .wrongSetting(
                name: "data",
                reason: "frames of \(hop) samples at \(rate) Hz; voice conversion has "
                    + "\(ConversionModel.hop) at \(ConversionModel.rate) Hz, prepare it with --hop "
                    + "\(ConversionModel.hop)")
        }
    }
}
