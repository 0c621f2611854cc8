internal import ModelBlocks

/// How an acoustic model and a vocoder are trained together: losses, rates. Sizes are those of the
/// weights that it begins from. Kept with every checkpoint.
public struct JointRecipe: TrainingRecipe, Hashable {
    /// Pieces in a batch.
    public var batch = 8
    /// Frames of a piece at the most. It has whole tokens.
    public var frames = 160
    /// Frames of it that become sound.
    public var window = 48
    /// Part of the pieces whose sound comes from the recording's spectrum, so that the vocoder
    /// stays one of recordings as well.
    public var recordedShare = 0.25
    /// Tokens before a piece and after it that the encoder sees, and learns prosody from.
    public var context = 32
    /// Part of what the acoustic model's blocks add that is dropped.
    public var dropout = 0.1
    /// Learning rate at its peak, of models and discriminators.
    public var rate = 1e-4
    /// Steps in which the rate grows to its peak.
    public var warmUp = 50
    /// Steps after which the rate has fallen to a tenth.
    public var steps = 2_000
    /// Part of a weight that goes at a step, times the learning rate.
    public var weightDecay = 0.01
    /// The step from which discriminators take part; nil: never.
    public var adversarialFrom: Int? = 50
    /// What products are computed in; nil: `float32`.
    public var precision: TrainingPrecision?
    /// Channels of the period discriminators.
    public var periodChannels = VocoderRecipe().periodChannels
    /// Channels of the discriminators of spectra.
    public var spectrumChannels = VocoderRecipe().spectrumChannels
    /// What the acoustic model's own losses count, which keep its spectra those of speech.
    public var acousticWeight = 1.0
    /// What the spectral distances of the sound count.
    public var spectralWeight = 2.0
    /// What the distance of the sound's log-mel spectra counts.
    public var melWeight = 2.0
    /// What the adversarial loss counts.
    public var adversarialWeight = 0.5
    /// What feature matching counts.
    public var matchingWeight = 1.0
    /// Part of the weights' average that stays at a step.
    public var averageDecay = 0.998
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// What is usual.
    public init() {}

    /// What may be nil.
    public static let optionalSettings: Set<String> = ["adversarialFrom", "precision"]

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check() throws(TrainingError) {
        try Self.check("batch", batch, 1...1024)
        try Self.check("frames", frames, 16...8192)
        try Self.check("window", window, 8...frames)
        try Self.check("recordedShare", recordedShare, 0...1)
        try Self.check("context", context, 0...4096)
        try Self.check("dropout", dropout, 0...0.9)
        try Self.check("warmUp", warmUp, 0...1_000_000)
        try Self.check("steps", steps, 1...100_000_000)
        try Self.check("weightDecay", weightDecay, 0...1)
        guard rate > 0, rate < 1 else {
            throw .wrongSetting(name: "rate", reason: "\(rate) is not between 0 and 1")
        }
    }

    /// The acoustic model's part of it.
    func acoustic(_ model: AcousticModel) -> AcousticRecipe {
        var recipe = AcousticRecipe()
        recipe.adopt(model)
        // It learns no others.
        let known = model.inventory
        (recipe.phonemes, recipe.stresses) = (known.phonemes, known.stresses)
        (recipe.positions, recipe.languages) = (known.positions, known.languages)
        (recipe.dropout, recipe.batch, recipe.frames) = (dropout, batch, frames)
        (recipe.context, recipe.seed) = (context, seed)
        return recipe
    }

    /// The vocoder's part of it.
    func vocoder(_ vocoder: ConvNeXtVocoder) -> VocoderRecipe {
        var recipe = VocoderRecipe()
        (recipe.width, recipe.hidden, recipe.depth) = (
            vocoder.width, vocoder.hidden, vocoder.depth
        )
        (recipe.size, recipe.isCausal, recipe.head) = (
            vocoder.transform.size, vocoder.isCausal, vocoder.head
        )
        (recipe.batch, recipe.frames, recipe.seed) = (batch, window, seed)
        (recipe.periodChannels, recipe.spectrumChannels) = (periodChannels, spectrumChannels)
        (recipe.adversarialWeight, recipe.matchingWeight) = (adversarialWeight, matchingWeight)
        return recipe
    }
}
