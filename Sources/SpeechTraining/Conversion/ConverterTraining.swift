internal import Glibc
internal import ModelBlocks
public import TensorRuntime

/// A voice converter's second stage: decoder and encoder of speakers learn to say recordings again,
/// from what the content encoder hears in them, their melody and loudness, and another recording
/// of the same speaker. The content encoder stays as it is, unless the recipe says otherwise.
///
/// Not `Sendable`; a training belongs to one thread.
public final class ConverterTraining: Training {
    /// Sizes, losses, rates.
    public let recipe: ConverterRecipe
    /// Steps so far.
    public private(set) var step = 0
    /// Clips that training doesn't see.
    public let heldOut: [Int]

    let package: AudioPackage
    let device: TorchDevice
    let graphs: ConverterGraphs
    let networks: AdversarialNetworks
    let speakers: ConverterSpeakers
    let content: WeightStore
    private var crops: Crops

    /// A training that begins.
    ///
    /// - Parameters:
    ///   - recipe: Sizes, losses, rates.
    ///   - package: What it learns from: recordings with prosody and content.
    ///   - content: The encoder that made the content, as ``ContentTraining/weights()`` gave it.
    ///   - weights: What an earlier training exported, to begin with; nil: random numbers.
    ///   - holdingOut: Clips kept for validation, taken evenly; fewer where there are few.
    ///   - device: Where it runs.
    public init(
        _ recipe: ConverterRecipe, _ package: AudioPackage, content: WeightStore,
        from weights: WeightStore? = nil, holdingOut: Int = 6, on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        try recipe.check()
        try package.checkForConversion()
        let encoder = try ConversionExport.encoder(of: content, "content")
        if !recipe.stopsGradient {
            try ConversionExport.checkForLearning(content, width: encoder.width)
        }
        guard package.prosodyWidth > 0 else {
            throw .wrongSetting(
                name: "data", reason: "it has no prosody; prepare it with --prosody")
        }
        guard package.latentWidth == encoder.width else {
            throw .wrongSetting(
                name: "data",
                reason: "its content has \(package.latentWidth) features, the encoder gives "
                    + "\(encoder.width); make it with `syrinx-train latents` and this encoder")
        }
        let longest = max(recipe.frames, recipe.referenceFrames)
        let usable = (0..<package.count).filter { package.frames(of: $0) >= longest }
        let held = min(max(holdingOut, 0), usable.count / 4)
        heldOut = (0..<held).map { usable[$0 * usable.count / max(held, 1)] }
        let kept = Set(heldOut)
        let seen = usable.filter { !kept.contains($0) }
        crops = try Crops(package, clips: seen, length: recipe.frames, seed: recipe.seed)
        let speakers = try ConverterSpeakers(package, learningFrom: seen)
        let mode = TorchMode(
            recordsGradients: true, precision: recipe.precision?.element ?? .float32)
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        let graphs = try ConverterGraphs(
            recipe, recipe.model(content: encoder, side: package.prosodyWidth), for: package,
            speakers: speakers.count, units: content["head.out.bias"]?.count ?? 0)
        var start = try ConversionStart.weights(for: graphs.reconstruction, seed: recipe.seed)
        for earlier in [content, weights].compactMap({ $0?.floatingPoint(as: .float32) }) {
            for name in start.names where earlier[name]?.shape == start[name]?.shape {
                start[name] = earlier[name]
            }
        }
        var steps = AdamW.Settings()
        steps.firstDecay = 0.8
        steps.secondDecay = 0.99
        steps.clipping = 5
        networks = try AdversarialNetworks(
            AdversarialNetworks.Graphs(
                reconstruction: graphs.reconstruction, discrimination: graphs.discrimination,
                judgement: graphs.judgement), from: start, seed: recipe.seed &+ 1,
            AdversarialNetworks.Settings(
                mode: mode, precision: recipe.precision ?? .float32,
                // The head says what a unit is.
                frozen: start.names.filter { $0.hasPrefix("head.") }, generator: steps,
                discriminators: steps,
                rate: LearningRate(
                    recipe.rate, warmUp: recipe.warmUp,
                    .cosine(steps: recipe.steps, floor: 0.1)),
                averageDecay: recipe.averageDecay, adversarialFrom: recipe.adversarialFrom),
            on: device)
        self.recipe = recipe
        self.package = package
        self.device = device
        self.graphs = graphs
        self.speakers = speakers
        self.content = content
    }

    /// The learning rate of the step before.
    public var learningRate: Double { networks.learningRate(before: step) }

    /// How many speakers it hears.
    public var speakerCount: Int { speakers.count }

    /// One step: a batch, the discriminators if they take part yet, the generator.
    public func next() throws(TrainingError) -> TrainingLosses {
        let seed = recipe.seed &+ 0x5EED
        let pieces = crops.next(recipe.batch, step: step).enumerated().map { row, crop in
            let chance = { unit(mixed(seed &+ UInt64(row)), self.step, $0) }
            return ConverterBatch.Piece(
                crop: crop,
                reference: speakers.reference(
                    for: crop, frames: recipe.referenceFrames, package, chance),
                speaker: speakers.numbers[crop.clip],
                take: Int(chance(2) * Double(package.latentTakes)))
        }
        let batch = ConverterBatch(
            pieces, skipping: recipe.warmFrames, seed: mixed(seed &+ UInt64(step)), graphs.model,
            package)
        let begun = recipe.adversarialFrom.map { Double(step - $0 + 1) / Double(recipe.ramp) } ?? 0
        return try TrainingError.wrap { () throws(ExecutionError) in
            let tensors = try batch.tensors(isHeard: !recipe.stopsGradient, on: device)
            let share = try TorchTensor(Tensor(Float(min(max(begun, 0), 1))), on: device)
            let losses = try networks.update(tensors, at: step) {
                (results) throws(ExecutionError) in
                AdversarialNetworks.Lesson(
                    losses: try zip(["spectral", "mel", "speaker", "units"], results.dropFirst(2))
                        .map { (name, value) throws(ExecutionError) in
                            (name, try value.number())
                        }, loss: results[1], real: tensors[tensors.count - 2], made: results[0],
                    judged: [share])
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
        try checkpoint.keep(value: step, as: "step")
        try checkpoint.keep(value: crops.order.place, as: "order")
        try networks.keep(in: &checkpoint)
        return checkpoint
    }

    /// Goes on where a checkpoint of the same recipe and data stopped.
    public func resume(_ checkpoint: Checkpoint) throws(TrainingError) {
        try crops.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try networks.resume(
            checkpoint, trainedIn: checkpoint.value(ConverterRecipe.self, "recipe").precision)
        step = try checkpoint.value(Int.self, "step")
    }
}
