/// What stands between a content encoder and what speaks from its features.
public enum Bottleneck: String, Sendable, Hashable, Codable, CaseIterable {
    /// The features as they are, as in StreamVC (Yang et al. 2024).
    case none
    /// One codebook of few centres: vector quantisation by k-means, as content units have it.
    case kMeans
    /// Residual vector quantisation (SoundStream, Zeghidour et al. 2021).
    case residual
}

/// What changes codebooks while training.
public enum CodebookUpdate: String, Sendable, Hashable, Codable, CaseIterable {
    /// Moving averages of the vectors that chose a code (van den Oord et al. 2017, appendix A.1).
    case average
    /// The gradient of a loss that pulls codes towards those vectors, by Adam.
    case gradient
}

/// What codebooks begin as.
public enum CodebookStart: String, Sendable, Hashable, Codable, CaseIterable {
    /// Centres of gathered vectors, codebook after codebook: each of what those before leave over.
    case kMeans
    /// Normal random numbers of variance 1, whatever the vectors are like.
    case random
}

/// Which quantizers take part at a step.
public enum QuantizerActivation: String, Sendable, Hashable, Codable, CaseIterable {
    /// All.
    case all
    /// All are trained, but what a piece becomes is by chance the sum of the first few only, so that
    /// these mean something alone (SoundStream's quantizer dropout).
    case dropout
    /// The first only, then one more every so many steps.
    case progressive
}
