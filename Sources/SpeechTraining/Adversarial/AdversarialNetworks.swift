internal import TensorRuntime

/// A generator and the discriminators that judge it, with all that trains them: optimisers, scales
/// of losses, the average of the generator's weights. Whoever trains says what goes in and what
/// the generator's losses are.
final class AdversarialNetworks {
    /// The networks over a batch.
    struct Graphs {
        /// A batch → what the generator makes of it and how wrong that is.
        let reconstruction: Graph
        /// `real`, `made` and what a ``Lesson`` gives beside → `loss` of the discriminators.
        let discrimination: Graph
        /// The same, what a ``Lesson`` adds for it, and the reconstruction's loss → the whole `loss` of the generator, and its
        /// parts `adversarial` and `matching`.
        let judgement: Graph
    }

    /// How they are trained.
    struct Settings {
        var mode: TorchMode
        var precision: TrainingPrecision
        /// Names of the generator's weights that stay as they are.
        var frozen: [String] = []
        var generator: AdamW.Settings
        var discriminators: AdamW.Settings
        var rate: LearningRate
        var averageDecay: Double
        /// The step from which discriminators take part; nil: never.
        var adversarialFrom: Int?
    }

    /// What a batch's reconstruction means.
    struct Lesson {
        /// The generator's losses, to be shown.
        var losses: TrainingLosses
        /// What it learns from.
        var loss: TorchTensor
        /// What discriminators compare.
        var real: TorchTensor
        var made: TorchTensor
        /// What they are given beside.
        var given: [TorchTensor] = []
        /// What the judgement of the generator is given beside that.
        var judged: [TorchTensor] = []
    }

    let reconstruction: TorchModule
    let generatorSteps: AdamW
    let discriminatorSteps: AdamW
    let average: WeightAverage

    private let settings: Settings
    private let generator: TorchParameters
    private let discriminators: TorchParameters
    private let discrimination: TorchModule
    private let judgement: TorchModule
    private var scales: LossScales

    /// Networks that begin.
    ///
    /// - Parameters:
    ///   - weights: What the generator begins with.
    ///   - seed: What the discriminators' weights follow from.
    init(
        _ graphs: Graphs, from weights: WeightStore, seed: UInt64, _ settings: Settings,
        on device: TorchDevice
    ) throws(TrainingError) {
        self.settings = settings
        let opposing = try WeightStore(initialFor: graphs.discrimination, seed: seed)
        let (made, judged) = try TrainingError.wrap { () throws(ExecutionError) in
            (
                try TorchParameters(
                    weights, for: graphs.reconstruction, frozen: settings.frozen, on: device),
                try TorchParameters(opposing, for: graphs.discrimination, on: device)
            )
        }
        (generator, discriminators) = (made, judged)
        (reconstruction, discrimination, judgement) = try TrainingError.wrap {
            () throws(ExecutionError) in
            (
                try TorchModule(graphs.reconstruction, made),
                try TorchModule(graphs.discrimination, judged),
                try TorchModule(graphs.judgement, judged)
            )
        }
        generatorSteps = try AdamW(made, settings.generator)
        discriminatorSteps = try AdamW(judged, settings.discriminators)
        scales = LossScales(settings.precision)
        average = try WeightAverage(made, decay: settings.averageDecay)
    }

    /// The learning rate of the step before this one; of the first, where there was none.
    func learningRate(before step: Int) -> Double { settings.rate.rate(at: max(step - 1, 0)) }

    /// One step: the discriminators if they take part yet, the generator.
    ///
    /// - Parameter lesson: What the results of the reconstruction mean.
    func update(
        _ batch: [TorchTensor], at step: Int,
        lesson: ([TorchTensor]) throws(ExecutionError) -> Lesson
    ) throws(ExecutionError) -> TrainingLosses {
        let rate = settings.rate.rate(at: step)
        let mode = settings.mode
        let lesson = try lesson(reconstruction(batch, mode))
        var losses = lesson.losses
        if let first = settings.adversarialFrom, step >= first {
            let mistake = try discrimination(
                [lesson.real, try lesson.made.detached()] + lesson.given, mode)[0]
            let scale = scales.discriminators.value
            try mistake.backward(scale: scale)
            scales.discriminators.follow(
                try discriminatorSteps.update(rate: rate, lossScale: scale))
            losses.append(("discriminator", try mistake.number()))
            try discriminators.whileFixed { () throws(ExecutionError) in
                let judged = try judgement(
                    [lesson.real, lesson.made] + lesson.given + lesson.judged + [lesson.loss],
                    mode)
                try judged[0].backward(scale: scales.generator.value)
                losses.append(("adversarial", try judged[1].number()))
                losses.append(("matching", try judged[2].number()))
            }
        } else {
            try lesson.loss.backward(scale: scales.generator.value)
        }
        let update = try generatorSteps.update(rate: rate, lossScale: scales.generator.value)
        scales.generator.follow(update)
        try average.update()
        losses.append(("gradient", update.gradientNorm))
        return losses
    }

    /// Keeps all that is needed to go on bit by bit.
    func keep(in checkpoint: inout Checkpoint) throws(TrainingError) {
        try checkpoint.keep(generator, as: "generator")
        try checkpoint.keep(discriminators, as: "discriminators")
        try checkpoint.keep(generatorSteps, as: "generator.steps")
        try checkpoint.keep(discriminatorSteps, as: "discriminators.steps")
        try checkpoint.keep(average, as: "average")
        if settings.precision == .float16 { try checkpoint.keep(value: scales, as: "scales") }
    }

    /// Goes on where a checkpoint stopped.
    ///
    /// - Parameter precision: What it was trained in until then.
    func resume(
        _ checkpoint: Checkpoint, trainedIn precision: TrainingPrecision?
    ) throws(TrainingError) {
        try checkpoint.resume(generator, from: "generator")
        try resumeDiscriminators(of: checkpoint)
        try checkpoint.resume(generatorSteps, from: "generator.steps")
        try checkpoint.resume(average, from: "average")
        if settings.precision == .float16, precision == .float16 {
            scales = try checkpoint.value(LossScales.self, "scales")
        }
    }

    /// Takes the discriminators of a checkpoint, which may be another training's, and how they
    /// learn.
    func resumeDiscriminators(of checkpoint: Checkpoint) throws(TrainingError) {
        try checkpoint.resume(discriminators, from: "discriminators")
        try checkpoint.resume(discriminatorSteps, from: "discriminators.steps")
    }
}
