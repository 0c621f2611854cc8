public import ModelBlocks

/// How a recogniser of phones is trained: sizes, rates, and how recordings are varied. Kept with
/// every checkpoint.
public struct RecognizerRecipe: TrainingRecipe, Hashable {
    /// Channels of the network's blocks.
    public var width = 160
    /// Features inside a block.
    public var hidden = 480
    /// Blocks.
    public var depth = 5
    /// Frames that each of them sees.
    public var kernel = 9
    /// Part of what blocks add that is dropped.
    public var dropout = 0.1

    /// Frames of a batch at the most, padding with them; a longer clip is one of its own.
    public var frames = 2_400
    /// Learning rate at its peak.
    public var rate = 2e-3
    /// Steps in which the rate grows to its peak.
    public var warmUp = 200
    /// Steps after which the rate has fallen to a fiftieth.
    public var steps = 4_000
    /// Part of a weight that goes at a step, times the learning rate.
    public var weightDecay = 0.01
    /// Part of the weights' average that stays at a step.
    public var averageDecay = 0.995

    /// The most that recordings are made louder or softer by, in dB.
    public var level = 6.0
    /// The most that their highest band is made louder or softer by beside the lowest, in dB.
    public var tilt = 6.0
    /// The most that formants are moved up or down by, as a part of their frequency: vocal tracts
    /// differ by so much.
    public var warp = 0.12
    /// The most that speech is made faster or slower by, as a part of its speed.
    public var tempo = 0.15
    /// The widest of two rows of bands that are hidden; 0: none.
    public var hiddenBands = 12
    /// The longest of two rows of frames that are hidden; 0: none. Longer ones than a phone would
    /// teach to guess words.
    public var hiddenFrames = 4

    /// What products are computed in; nil: `float32`.
    public var precision: TrainingPrecision?
    /// What everything random follows from.
    public var seed: UInt64 = 1

    /// Sizes that two processor cores train in an hour.
    public init() {}

    /// What is nil unless given.
    public static let optionalSettings: Set<String> = ["precision"]

    /// The network of so many phones.
    public func recognizer(phones: Int, bands: Int) -> PhoneRecognizer {
        PhoneRecognizer(
            phones: phones, bands: bands, width: width, hidden: hidden, depth: depth,
            kernel: kernel, dropout: Float(dropout))
    }

    /// Takes the sizes of a network over.
    mutating func adopt(_ recognizer: PhoneRecognizer) {
        (width, hidden) = (recognizer.width, recognizer.hidden)
        (depth, kernel) = (recognizer.depth, recognizer.kernel)
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` that names the first number out of
    ///   its range.
    public func check() throws(TrainingError) {
        try Self.check("width", width, 8...4096)
        try Self.check("hidden", hidden, 8...16_384)
        try Self.check("depth", depth, 1...64)
        try Self.check("kernel", kernel, 1...255)
        try Self.check("dropout", dropout, 0...0.9)
        try Self.check("frames", frames, 16...1_000_000)
        try Self.check("warmUp", warmUp, 0...1_000_000)
        try Self.check("steps", steps, 1...100_000_000)
        try Self.check("weightDecay", weightDecay, 0...1)
        try Self.check("averageDecay", averageDecay, 0...1)
        try Self.check("level", level, 0...40)
        try Self.check("tilt", tilt, 0...40)
        try Self.check("warp", warp, 0...0.5)
        try Self.check("tempo", tempo, 0...0.5)
        try Self.check("hiddenBands", hiddenBands, 0...1024)
        try Self.check("hiddenFrames", hiddenFrames, 0...1024)
        guard rate > 0, rate < 1 else {
            throw .wrongSetting(name: "rate", reason: "\(rate) is not between 0 and 1")
        }
    }
}
