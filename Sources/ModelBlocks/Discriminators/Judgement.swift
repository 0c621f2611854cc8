public import TensorRuntime

/// What a discriminator makes of audio.
public struct Judgement {
    /// How real each part of it seems; larger is more real.
    public var score: Value
    /// What its layers saw, for feature matching.
    public var features: [Value]
}
