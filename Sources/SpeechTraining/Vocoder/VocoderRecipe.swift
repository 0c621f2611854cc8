public import ModelBlocks

/// How a vocoder is trained: sizes, losses, rates. Kept with every checkpoint.
public struct VocoderRecipe: TrainingRecipe, Hashable {
    /// Channels of the vocoder's blocks.
    public var width = 256
    /// Features inside a block.
    public var hidden = 768
    /// Blocks.
    public var depth = 6
    /// Samples of the transform whose inverse makes the signal.
    public var size = 800
    /// Whether no frame needs those after it.
    public var isCausal = false
    /// How samples are made of the last block's features; nil: `spectral`.
    public var head: ConvNeXtVocoder.Head?

    /// Pieces in a batch.
    public var batch = 16
    /// Frames of a piece.
    public var frames = 48
    /// Learning rate at its peak, of generator and discriminators.
    public var rate = 1e-3
    /// Steps in which the rate grows to its peak.
    public var warmUp = 50
    /// Steps after which the rate has fallen to a tenth.
    public var steps = 20_000
    /// The step from which discriminators take part; nil: never.
    public var adversarialFrom: Int?
    /// What products are computed in; nil: `float32`.
    public var precision: Precision?
    /// Channels of the period discriminators.
    public var periodChannels = [16, 32, 64, 128]
    /// Channels of the discriminators of spectra.
    public var spectrumChannels = [16, 32, 32, 32]
    /// What the adversarial loss counts beside the others.
    public var adversarialWeight = 0.5
    /// What feature matching counts.
    public var matchingWeight = 1.0
    /// What the spectral distances count.
    public var spectralWeight = 2.0
    /// What the distance of log-mel spectra counts.
    public var melWeight = 2.0
    /// The least that a piece is amplified by, in dB.
    public var lowestGain = 0.0
    /// The most that a piece is amplified by, in dB.
    public var highestGain = 0.0
    /// The most that a source-filter vocoder's pitch is wrong while it learns, as a part of it.
    public var pitchJitter = 0.0
    /// The part of its frames whose pitch is left out.
    public var voicingDropout = 0.0
    /// The part of its pieces whose spectrum is the one that an acoustic model predicted.
    public var givenShare = 0.0
    /// Part of the weights' average that stays at a step.
    public var averageDecay = 0.999
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// What products are computed in.
    public typealias Precision = TrainingPrecision

    /// The sizes that a prototype on two processor cores was measured with.
    public init() {}

    /// What is nil unless given.
    public static let optionalSettings: Set<String> = ["adversarialFrom", "head", "precision"]

    /// The vocoder of a package's spectra.
    public func vocoder(bands: Int, hop: Int) -> ConvNeXtVocoder {
        ConvNeXtVocoder(
            bands: bands, width: width, hidden: hidden, depth: depth, size: size, hop: hop,
            isCausal: isCausal, head: head ?? .spectral)
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check(hop: Int) throws(TrainingError) {
        try Self.check("width", width, 8...4096)
        try Self.check("hidden", hidden, 8...16_384)
        try Self.check("depth", depth, 1...64)
        try Self.check("size", size, hop...16_384)
        try Self.check("batch", batch, 1...1024)
        try Self.check("frames", frames, 8...4096)
        try Self.check("warmUp", warmUp, 0...1_000_000)
        try Self.check("steps", steps, 1...100_000_000)
        guard size % 2 == 0 else {
            throw .wrongSetting(name: "size", reason: "\(size) is odd, transforms here are even")
        }
        try Self.check("lowestGain", lowestGain, -60...20)
        try Self.check("highestGain", highestGain, lowestGain...20)
        try Self.check("pitchJitter", pitchJitter, 0...0.5)
        try Self.check("voicingDropout", voicingDropout, 0...0.9)
        try Self.check("givenShare", givenShare, 0...1)
        guard head == .sourceFilter || givenShare == 0 else {
            throw .wrongSetting(
                name: "givenShare", reason: "is for a head that is sourceFilter")
        }
        guard rate > 0, rate < 1 else {
            throw .wrongSetting(name: "rate", reason: "\(rate) is not between 0 and 1")
        }
        guard periodChannels.count > 1, spectrumChannels.count > 2,
            (periodChannels + spectrumChannels).allSatisfy({ (1...4096).contains($0) })
        else {
            throw .wrongSetting(
                name: "periodChannels, spectrumChannels",
                reason: "at least two and three layers of 1 to 4096 channels")
        }
    }
}
