/// Defects of a residual quantizer whose codebooks collapsed, each by itself, so that an experiment
/// can tell which of them did it. None belongs in a training that is to succeed.
public enum QuantizerFault: String, Sendable, Hashable, Codable, CaseIterable {
    /// The commitment is measured after the residual was updated and detached, so the encoder gets
    /// no gradient, and codes that learn by gradients follow what the next quantizer sees.
    case commitmentToNext
    /// The same without detaching: |x - 2e|², which pushes the encoder towards twice the code.
    case commitmentToDouble
    /// Usage begins at 0 beside a sum that is the codebook, and is counted as 1 at least: codes that
    /// are seldom chosen shrink to the origin.
    case emptyUsage
    /// A code is dead below a usage of 100, whatever a step's usage is.
    case countThreshold
    /// A dead code becomes noise of deviation 0.01 at the origin, not a vector that was seen.
    case noiseReplacement
    /// Each channel of a piece is brought to mean 0 and deviation 1 over time: that needs the
    /// future, and no amplitude is left.
    case utteranceNormalisation
    /// Checkpoints and weights don't tell how many quantizers are active, so that all of them are
    /// used, untrained ones too.
    case forgottenActivation

    /// Those of the quantizer that the user began with; the other form of its commitment,
    /// ``commitmentToDouble``, was the one that its setting chose otherwise.
    public static let original: [QuantizerFault] = [
        .commitmentToNext, .emptyUsage, .countThreshold, .noiseReplacement,
        .utteranceNormalisation, .forgottenActivation,
    ]
}
