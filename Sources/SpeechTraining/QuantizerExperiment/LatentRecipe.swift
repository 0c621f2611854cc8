/// How the latent is made that quantizers are compared on: a small causal encoder of content, which
/// learns what phones are said and then stays as it is. Read from JSON.
public struct LatentRecipe: TrainingRecipe, Hashable {
    /// Features of the latent.
    public var width = 64
    /// Channels of the encoder.
    public var channels = 192
    /// Dilations of its residual units.
    public var dilations = [1, 3, 9]
    /// Steps that it learns for.
    public var steps = 1000
    /// Learning rate at its peak.
    public var rate = 1e-3
    /// Pieces of a batch.
    public var pieces = 8
    /// Frames of a piece.
    public var frames = 128
    /// Clips kept for validation, taken evenly; a quarter at the most.
    public var heldOut = 40
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// An encoder that two processor cores train in minutes.
    public init() {}

    /// None.
    public static let optionalSettings: Set<String> = []

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check() throws(TrainingError) {
        try Self.check("width", width, 1...4096)
        try Self.check("channels", channels, 2...4096)
        try Self.check("dilations", dilations.count, 0...32)
        for dilation in dilations { try Self.check("dilations", dilation, 1...1024) }
        try Self.check("steps", steps, 1...10_000_000)
        try Self.check("rate", rate, 1e-7...1)
        try Self.check("pieces", pieces, 1...4096)
        try Self.check("frames", frames, 2...65_536)
        try Self.check("heldOut", heldOut, 1...1_000_000)
    }
}
