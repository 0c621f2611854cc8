/// How a bottleneck is trained: codebooks, their beginning, their upkeep. Kept with every
/// checkpoint.
public struct QuantizerRecipe: TrainingRecipe, Hashable {
    /// What there is at all.
    public var bottleneck = Bottleneck.residual
    /// Features of a vector.
    public var width = 64
    /// Codebooks of residual quantisation.
    public var layers = 8
    /// Vectors of each of them.
    public var codes = 1024
    /// Vectors of the one codebook of k-means.
    public var centres = 100

    /// What the distance of vectors from their codes counts in the loss of the encoder; 0: nothing.
    public var commitment = 0.25
    /// What changes codebooks.
    public var update = CodebookUpdate.average
    /// Part of sums and usage that stays at a step.
    public var decay = 0.99
    /// Learning rate of codebooks that gradients change.
    public var codebookRate = 1e-3

    /// What codebooks begin as.
    public var start = CodebookStart.kMeans
    /// Vectors that are gathered for each code before k-means; until then nothing is quantised.
    public var vectorsPerCode = 50
    /// Iterations of k-means.
    public var iterations = 10

    /// A code is dead when its usage is below this part of the mean usage; 0: none ever is.
    public var deadShare = 0.1
    /// Steps from one search for dead codes to the next.
    public var deadEvery = 5

    /// Which quantizers take part.
    public var activation = QuantizerActivation.dropout
    /// Part of the pieces that become the sum of some first quantizers only.
    public var dropout = 0.5
    /// Steps from one quantizer's activation to the next one's.
    public var activationSteps = 250

    /// Defects to reproduce; an experiment's.
    public var faults: [QuantizerFault] = []
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// Residual quantisation of eight codebooks of 1024 vectors.
    public init() {}

    /// None: every setting has a usual value.
    public static let optionalSettings: Set<String> = []

    /// How many codebooks there are.
    public var bookCount: Int {
        switch bottleneck {
        case .none: 0
        case .kMeans: 1
        case .residual: layers
        }
    }

    /// Vectors of a codebook.
    public var bookSize: Int { bottleneck == .kMeans ? centres : codes }

    /// Whether a defect is to be reproduced.
    func has(_ fault: QuantizerFault) -> Bool { faults.contains(fault) }

    /// The least that a code's usage counts as when its sum is divided by it.
    var leastUsage: Double { has(.emptyUsage) ? 1 : 1e-5 }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check() throws(TrainingError) {
        try Self.check("width", width, 1...4096)
        try Self.check("layers", layers, 1...64)
        try Self.check("codes", codes, 2...65_536)
        try Self.check("centres", centres, 2...65_536)
        try Self.check("commitment", commitment, 0...1000)
        try Self.check("decay", decay, 0...0.999_999)
        try Self.check("codebookRate", codebookRate, 0...1)
        try Self.check("vectorsPerCode", vectorsPerCode, 1...10_000)
        try Self.check("iterations", iterations, 1...1000)
        try Self.check("deadShare", deadShare, 0...1)
        try Self.check("deadEvery", deadEvery, 1...1_000_000)
        try Self.check("dropout", dropout, 0...1)
        try Self.check("activationSteps", activationSteps, 1...1_000_000)
        guard !(has(.commitmentToNext) && has(.commitmentToDouble)) else {
            throw .wrongSetting(
                name: "faults", reason: "commitmentToNext and commitmentToDouble exclude each other"
            )
        }
    }
}
