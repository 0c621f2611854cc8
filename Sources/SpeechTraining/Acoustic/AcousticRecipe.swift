public import ModelBlocks

/// How an acoustic model is trained: sizes, losses, rates. Kept with every checkpoint.
public struct AcousticRecipe: TrainingRecipe, Hashable {
    /// Channels of the model's blocks.
    public var width = 256
    /// Features inside a block.
    public var hidden = 768
    /// Blocks over tokens.
    public var encoderDepth = 4
    /// Tokens that each of them sees.
    public var encoderKernel = 5
    /// Blocks that tell durations.
    public var durationDepth = 1
    /// Tokens that each of them sees.
    public var durationKernel = 3
    /// Blocks that tell pitch and energy of tokens.
    public var prosodyDepth = 1
    /// Tokens that each of them sees.
    public var prosodyKernel = 5
    /// Blocks over frames.
    public var decoderDepth = 5
    /// Frames that each of them sees.
    public var decoderKernel = 7
    /// Heads of the attention over tokens; 0: none.
    public var heads = 4
    /// Part of what blocks add that is dropped.
    public var dropout = 0.1
    /// Phonemes that there is room for; more where the data or earlier weights have more.
    public var phonemes = 128
    /// Stresses and tones, likewise.
    public var stresses = 8
    /// Positions in a word, likewise.
    public var positions = 8
    /// Languages, likewise.
    public var languages = 8

    /// Pieces in a batch.
    public var batch = 10
    /// Frames of a piece at the most. It has whole tokens.
    public var frames = 220
    /// Tokens before a piece and after it that the encoder sees, and learns prosody from.
    public var context = 32
    /// Learning rate at its peak, of model and discriminator.
    public var rate = 1e-3
    /// Steps in which the rate grows to its peak.
    public var warmUp = 100
    /// Steps after which the rate has fallen to a twentieth.
    public var steps = 4_000
    /// Part of a weight that goes at a step, times the learning rate.
    public var weightDecay = 0.01
    /// The step from which a discriminator takes part; nil: never.
    public var adversarialFrom: Int?
    /// What products are computed in; nil: `float32`.
    public var precision: TrainingPrecision?
    /// Channels of the discriminator.
    public var discriminatorChannels = [24, 32, 48, 48]
    /// What the distance of normalised mel spectra counts.
    public var melWeight = 2.0
    /// What the squared error of log durations counts.
    public var durationWeight = 0.5
    /// What the errors of tokens' pitch and energy count.
    public var prosodyWeight = 0.3
    /// What the error of frames' pitch counts.
    public var pitchWeight = 0.3
    /// What the cross entropy of voicing counts.
    public var voicingWeight = 0.5
    /// What the adversarial loss counts.
    public var adversarialWeight = 0.1
    /// What feature matching counts.
    public var matchingWeight = 0.3
    /// Part of the weights' average that stays at a step.
    public var averageDecay = 0.999
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// The sizes that a prototype on two processor cores was measured with.
    public init() {}

    /// What is nil unless given.
    public static let optionalSettings: Set<String> = ["adversarialFrom", "precision"]

    /// The model of so many speakers.
    public func model(speakers: Int, bands: Int) -> AcousticModel {
        AcousticModel(
            inventory: AcousticModel.Inventory(
                phonemes: phonemes, stresses: stresses, positions: positions, languages: languages),
            speakers: speakers, bands: bands, width: width, hidden: hidden,
            encoder: AcousticModel.Blocks(encoderDepth, kernel: encoderKernel),
            duration: AcousticModel.Blocks(durationDepth, kernel: durationKernel),
            prosody: AcousticModel.Blocks(prosodyDepth, kernel: prosodyKernel),
            decoder: AcousticModel.Blocks(decoderDepth, kernel: decoderKernel), heads: heads,
            dropout: Float(dropout))
    }

    /// Takes the sizes of a model over; tables have room for its numbers and one's own.
    mutating func adopt(_ model: AcousticModel) {
        (width, hidden, heads) = (model.width, model.hidden, model.heads)
        (encoderDepth, encoderKernel) = (model.encoder.depth, model.encoder.kernel)
        (durationDepth, durationKernel) = (model.duration.depth, model.duration.kernel)
        (prosodyDepth, prosodyKernel) = (model.prosody.depth, model.prosody.kernel)
        (decoderDepth, decoderKernel) = (model.decoder.depth, model.decoder.kernel)
        makeRoom(for: model.inventory)
    }

    /// Tables at least as large.
    mutating func makeRoom(for inventory: AcousticModel.Inventory) {
        phonemes = max(phonemes, inventory.phonemes)
        stresses = max(stresses, inventory.stresses)
        positions = max(positions, inventory.positions)
        languages = max(languages, inventory.languages)
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check() throws(TrainingError) {
        try Self.check("width", width, 8...4096)
        try Self.check("hidden", hidden, 8...16_384)
        for (name, depth) in [
            ("encoderDepth", encoderDepth), ("durationDepth", durationDepth),
            ("prosodyDepth", prosodyDepth), ("decoderDepth", decoderDepth),
        ] { try Self.check(name, depth, 1...64) }
        for (name, kernel) in [
            ("encoderKernel", encoderKernel), ("durationKernel", durationKernel),
            ("prosodyKernel", prosodyKernel), ("decoderKernel", decoderKernel),
        ] { try Self.check(name, kernel, 1...255) }
        try Self.check("heads", heads, 0...256)
        try Self.check("dropout", dropout, 0...0.9)
        for (name, count) in [
            ("phonemes", phonemes), ("stresses", stresses), ("positions", positions),
            ("languages", languages),
        ] { try Self.check(name, count, 1...65_536) }
        try Self.check("batch", batch, 1...1024)
        try Self.check("frames", frames, 16...8192)
        try Self.check("context", context, 0...4096)
        try Self.check("warmUp", warmUp, 0...1_000_000)
        try Self.check("steps", steps, 1...100_000_000)
        try Self.check("weightDecay", weightDecay, 0...1)
        guard rate > 0, rate < 1 else {
            throw .wrongSetting(name: "rate", reason: "\(rate) is not between 0 and 1")
        }
        guard (1...16).contains(discriminatorChannels.count),
            discriminatorChannels.allSatisfy({ (1...4096).contains($0) })
        else {
            throw .wrongSetting(
                name: "discriminatorChannels", reason: "at least one layer of 1 to 4096 channels")
        }
    }
}
