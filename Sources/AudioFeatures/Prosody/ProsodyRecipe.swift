public import AudioSignal

/// How melody and loudness are told frame by frame for voice conversion.
public struct ProsodyRecipe: Hashable, Sendable {
    /// Samples per second of the audio.
    public var rate = SampleRate(16_000)
    /// Samples of a frame, which are those from one frame to the next.
    public var hop = 320
    /// Frames before a frame, and as many behind it, in the future, that its pitch is looked for in
    /// too.
    public var neighbours = 1
    /// Below which cumulative mean normalised difference a frame is voiced, rising, at least one:
    /// each makes a pitch, a voicing and an aperiodicity of its own.
    public var thresholds: [Double] = [0.05, 0.10, 0.15]
    /// The lowest pitch, in hertz: two periods fit in the window.
    public var lowest = 50.0
    /// The highest pitch, in hertz: at most 1000.
    public var highest = 600.0

    /// What the natural logarithm of pitch in hertz is like before anything was heard.
    public var pitchPrior = Whitening.Prior(mean: 4.9, deviation: 0.3, weight: 25)
    /// What the natural logarithm of a frame's variance is like before anything was heard.
    public var levelPrior = Whitening.Prior(mean: -8, deviation: 3, weight: 25)
    /// Seconds after which a frame counts 1/e of a new one; nil: all count alike.
    public var memory: Double?

    /// StreamVC's: frames of 20 ms at 16 kHz, one of them ahead.
    public init() {}

    /// Values of a frame: three for each threshold, and the level.
    public var featureCount: Int { 3 * thresholds.count + 1 }

    /// Samples that pitch is looked for in.
    public var windowLength: Int { (2 * neighbours + 1) * hop }

    /// Samples of the future that a frame needs.
    public var lookAhead: Int { neighbours * hop }

    /// Refuses what can't be; NaN is nowhere within.
    func check() throws(AudioFeatureError) {
        try AudioFeatureError.check("hop", hop, in: 1...16_384)
        try AudioFeatureError.check("neighbours", neighbours, in: 0...15)
        try AudioFeatureError.check("windowLength", windowLength, in: 1...65_536)
        try AudioFeatureError.check("thresholds", thresholds.count, in: 1...16)
        for (index, threshold) in thresholds.enumerated()
        where !(threshold > 0 && threshold < 1)
            || index > 0 && threshold <= thresholds[index - 1]
        {
            throw .notPositive(field: "thresholds", value: Float(threshold))
        }
        let least = max(2 * Double(rate.hertz) / Double(max(windowLength - 2, 1)), 20)
        let range = least...max(min(1000, Double(rate.hertz) / 4), least)
        guard range.contains(lowest), range.contains(highest), lowest < highest else {
            throw .pitchRange(low: lowest, high: highest, allowed: range)
        }
        for (field, value) in [
            ("pitchPrior.deviation", pitchPrior.deviation),
            ("pitchPrior.weight", pitchPrior.weight),
            ("levelPrior.deviation", levelPrior.deviation),
            ("levelPrior.weight", levelPrior.weight),
            ("memory", memory ?? 1),
        ] where !(value > 0 && value.isFinite) {
            throw .notPositive(field: field, value: Float(value))
        }
        for (field, mean) in [
            ("pitchPrior.mean", pitchPrior.mean), ("levelPrior.mean", levelPrior.mean),
        ]
        where !mean.isFinite {
            throw .notPositive(field: field, value: Float(mean))
        }
    }
}
