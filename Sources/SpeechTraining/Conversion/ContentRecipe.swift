public import ModelBlocks

/// How the encoder of what is said is trained, a voice converter's first stage: sizes, rates, and
/// how recordings are varied. Kept with every checkpoint; read from JSON.
public struct ContentRecipe: TrainingRecipe, Hashable {
    /// What frames are told apart by.
    public enum Labels: String, Sendable, Hashable, Codable {
        /// Phones, of recordings whose texts are known or of a teacher's.
        case phones
        /// Units, which ``ContentUnits`` makes.
        case units
    }

    /// What frames are told apart by.
    public var labels = Labels.phones
    /// Channels of the encoder's first layer: 64 for `full`, 32 for `lite`.
    public var channels = 32
    /// Features that come out of each frame.
    public var width = 64
    /// Frames that a label comes late by: what the encoder may hear of the future.
    public var lag = 1
    /// Part of the features that is dropped before they are told apart.
    public var dropout = 0.1

    /// Pieces of a batch.
    public var batch = 12
    /// Frames of a piece.
    public var frames = 100
    /// Learning rate at its peak.
    public var rate = 1e-3
    /// Steps in which the rate grows to its peak.
    public var warmUp = 200
    /// Steps after which the rate has fallen to a fiftieth.
    public var steps = 8_000
    /// Part of a weight that goes at a step, times the learning rate.
    public var weightDecay = 0.01
    /// Part of the weights' average that stays at a step.
    public var averageDecay = 0.995

    /// The most that pieces are made louder or softer by, in dB.
    public var level = 8.0
    /// The most that they are made brighter or duller by, as the weight of a neighbouring sample.
    public var tilt = 0.5
    /// The most that each of four filters raises or lowers frequencies by, in dB: another microphone,
    /// another room; 0: none.
    public var colour = 0.0
    /// The most that they are played faster or slower by, as a part of their speed: voices become
    /// higher and smaller, or lower and larger.
    public var speed = 0.16
    /// The least distance of noise below them, in dB; what is drawn reaches 40 dB above it.
    public var noise = 12.0
    /// Part of the pieces that noise is added to.
    public var noisy = 0.5

    /// What products are computed in; nil: `float32`.
    public var precision: TrainingPrecision?
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// Those of `lite`.
    public init() {}

    /// What is nil unless given.
    public static let optionalSettings: Set<String> = ["precision"]

    /// The encoder.
    public var encoder: ConversionModel.Encoder {
        ConversionModel.Encoder(channels: channels, width: width)
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check() throws(TrainingError) {
        try Self.check("channels", channels, 1...1024)
        try Self.check("width", width, 1...4096)
        try Self.check("lag", lag, 0...10)
        try Self.check("dropout", dropout, 0...0.9)
        try Self.check("batch", batch, 1...4096)
        try Self.check("frames", frames, 8...65_536)
        try Self.check("rate", rate, 1e-7...1)
        try Self.check("warmUp", warmUp, 0...1_000_000)
        try Self.check("steps", steps, 1...100_000_000)
        try Self.check("weightDecay", weightDecay, 0...1)
        try Self.check("averageDecay", averageDecay, 0...1)
        try Self.check("level", level, 0...40)
        try Self.check("tilt", tilt, 0...0.95)
        try Self.check("colour", colour, 0...40)
        try Self.check("speed", speed, 0...0.5)
        try Self.check("noise", noise, -20...100)
        try Self.check("noisy", noisy, 0...1)
    }
}
