/// What an arm came to with one seed, on clips that it didn't learn from.
public struct QuantizerOutcome: Sendable, Hashable, Codable {
    /// Steps that it learnt for.
    public let steps: Int
    /// What everything random followed from.
    public let seed: UInt64
    /// The codebooks'; nil without a quantizer.
    public let health: QuantizerHealth?
    /// Root mean square of what came out by that of the frozen latent. The projection before the
    /// quantizer may have grown: straight through, its error looks as if it didn't grow along.
    /// ``QuantizerHealth/amplitude`` leaves that out.
    public let amplitude: Double
    /// The latent's energy by that of the error that a linear decoder leaves, in dB.
    public let latentSignalToNoise: Double
    /// Mean distance of a linear decoder's mel bands from those that were heard, in dB.
    public let melDistance: Double
}
