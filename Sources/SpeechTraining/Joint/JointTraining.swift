internal import ModelBlocks
public import TensorRuntime

/// The training of an acoustic model and a vocoder together, and all that goes on where it stopped.
///
/// Not `Sendable`; a training belongs to one thread.
public final class JointTraining: Training {
    /// Losses, rates.
    public let recipe: JointRecipe
    /// Steps so far.
    public private(set) var step = 0

    let package: AudioPackage
    let device: TorchDevice
    let networks: AdversarialNetworks
    let parts: JointParts
    /// What is learnt from, and what is kept for validation.
    let clips: (seen: [AcousticClip], heldOut: [AcousticClip])

    private let holdingOut: Int
    private let random: TorchRandom
    private var crops: AcousticCrops

    /// A training that begins with networks that were trained apart.
    ///
    /// - Parameters:
    ///   - package: What it learns from: recordings with tokens, pitch and speakers, all of which
    ///     the acoustic model knows.
    ///   - acoustic: As ``AcousticTraining/weights()`` gave them.
    ///   - vocoder: As ``VocoderTraining/weights()`` gave them, of a source-filter vocoder.
    ///   - opposing: A checkpoint of a vocoder's training, whose discriminators go on here; nil: they
    ///     begin anew, and take a thousand steps until they are of use.
    ///   - holdingOut: Clips kept for validation, taken evenly; fewer where there are few.
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for weights of other spectra, a
    ///   package that lacks something and numbers out of their range.
    public convenience init(
        _ recipe: JointRecipe, _ package: AudioPackage, acoustic: WeightStore,
        vocoder: WeightStore, opposing: Checkpoint? = nil, holdingOut: Int = 4,
        on device: TorchDevice = .cpu
    ) throws(TrainingError) {
        let foundation = try JointFoundation(acoustic: acoustic, vocoder: vocoder, for: package)
        try self.init(
            recipe, package, foundation.parts, from: foundation.weights, holdingOut: holdingOut,
            on: device)
        if let opposing { try networks.resumeDiscriminators(of: opposing) }
    }

    /// A training that goes on where a checkpoint of the same data stopped, with the same clips
    /// held out.
    ///
    /// - Parameter changing: Changes settings, such as when discriminators take part.
    public convenience init(
        goingOnFrom checkpoint: Checkpoint, _ package: AudioPackage,
        on device: TorchDevice = .cpu, changing: (inout JointRecipe) -> Void = { _ in }
    ) throws(TrainingError) {
        let before = try checkpoint.value(JointRecipe.self, "recipe")
        var recipe = before
        changing(&recipe)
        try self.init(
            recipe, package, checkpoint.value(JointParts.self, "parts"), from: nil,
            holdingOut: checkpoint.value(Int.self, "holdingOut"), on: device)
        try crops.order.resume(at: checkpoint.value(DataOrder.Place.self, "order"))
        try networks.resume(checkpoint, trainedIn: before.precision)
        try checkpoint.resume(random, from: "dropout")
        step = try checkpoint.value(Int.self, "step")
    }

    private init(
        _ recipe: JointRecipe, _ package: AudioPackage, _ parts: JointParts,
        from weights: WeightStore?, holdingOut: Int, on device: TorchDevice
    ) throws(TrainingError) {
        try recipe.check()
        let random = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchRandom(seed: recipe.seed &+ 2, on: device)
        }
        let mode = TorchMode(
            recordsGradients: true, dropout: random,
            precision: recipe.precision?.element ?? .float32)
        try TrainingError.wrap { () throws(ExecutionError) in try mode.check(on: device) }
        let model = parts.acoustic.model(speakers: parts.speakers.count, bands: parts.bands)
        let vocoder = parts.vocoder.vocoder(bands: parts.bands, hop: package.hop)
        let all = try AcousticClip.all(
            package, parts.speakers, within: model.inventory, on: device)
        let held = min(max(holdingOut, 0), all.count / 4)
        let places = (0..<held).map { $0 * all.count / max(held, 1) }
        let seen = all.indices.filter { !places.contains($0) }.map { all[$0] }
        let graphs = try JointGraphs(recipe, model, vocoder, package)

        self.recipe = recipe
        self.package = package
        self.device = device
        self.parts = parts
        self.random = random
        self.holdingOut = holdingOut
        clips = (seen, places.map { all[$0] })
        crops = try AcousticCrops(seen, recipe.acoustic(model))
        var start =
            if let weights { weights } else {
                // A checkpoint overwrites them.
                try WeightStore(
                    initialFor: graphs.reconstruction, seed: recipe.seed,
                    constants: ["*.gamma": 0, "*.speakers.weight": 0, "*.statistics.*": 0])
            }
        for (name, tensor) in parts.statistics.parameters {
            start["\(JointGraphs.acoustic).\(name)"] = tensor
        }
        var steps = AdamW.Settings()
        steps.firstDecay = 0.8
        steps.secondDecay = 0.99
        steps.clipping = 5
        var own = steps
        own.weightDecay = recipe.weightDecay
        networks = try AdversarialNetworks(
            AdversarialNetworks.Graphs(
                reconstruction: graphs.reconstruction, discrimination: graphs.discrimination,
                judgement: graphs.judgement), from: start, seed: recipe.seed &+ 1,
            AdversarialNetworks.Settings(
                mode: mode, precision: recipe.precision ?? .float32,
                frozen: ["\(JointGraphs.acoustic).statistics.*"], generator: own,
                discriminators: steps,
                rate: LearningRate(
                    recipe.rate, warmUp: recipe.warmUp,
                    .cosine(steps: recipe.steps, floor: 0.1)),
                averageDecay: recipe.averageDecay, adversarialFrom: recipe.adversarialFrom),
            on: device)
    }

    /// The learning rate of the step before.
    public var learningRate: Double { networks.learningRate(before: step) }

    /// One step: a batch, the discriminators if they take part yet, both networks.
    public func next() throws(TrainingError) -> TrainingLosses {
        let pieces = crops.next(step: step).enumerated().map { row, crop in
            JointPiece(
                crop, of: clips.seen[crop.clip], window: recipe.window,
                unit(recipe.seed &+ 0x2F, step, row),
                isRecorded: unit(recipe.seed &+ 0x30, step, row) < recipe.recordedShare)
        }
        let batch = JointBatch(
            pieces, clips.seen, parts.statistics, window: recipe.window,
            seed: mixed(recipe.seed &+ UInt64(step)), package)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let tensors = try batch.tensors(on: device)
            let losses = try networks.update(tensors, at: step) {
                (results) throws(ExecutionError) in
                var losses: TrainingLosses = []
                for (name, result) in JointGraphs.Result.losses {
                    losses.append((name, try results[result.rawValue].number()))
                }
                return AdversarialNetworks.Lesson(
                    losses: losses, loss: results[JointGraphs.Result.loss.rawValue],
                    real: tensors[JointBatch.audioPlace],
                    made: results[JointGraphs.Result.made.rawValue])
            }
            step += 1
            return losses
        }
    }

    /// All that is needed to go on bit by bit.
    public func checkpoint() throws(TrainingError) -> Checkpoint {
        var checkpoint = Checkpoint()
        try checkpoint.keep(value: recipe, as: "recipe")
        try checkpoint.keep(value: parts, as: "parts")
        try checkpoint.keep(value: holdingOut, as: "holdingOut")
        try checkpoint.keep(value: step, as: "step")
        try checkpoint.keep(value: crops.order.place, as: "order")
        try networks.keep(in: &checkpoint)
        try checkpoint.keep(random, as: "dropout")
        return checkpoint
    }
}
