public import AudioSignal

/// Melody and loudness of a signal that is still arriving, as side information for voice
/// conversion (StreamVC, Yang et al. 2024): pitch and its confidence by YIN at three thresholds,
/// and a frame's energy, whitened by what came so far.
///
/// The values are exactly those of the whole signal, whatever pieces it comes in. A frame is told
/// when the samples of its window are there, ``ProsodyRecipe/lookAhead`` behind its end. Beyond the
/// ends of the signal there are zeros. A sample that is infinite or not a number counts as 0, so
/// that a stream goes on; ``replaced`` tells how many were. A copy goes on by itself.
public struct ProsodyStream: Sendable {
    /// The recipe, checked.
    public let recipe: ProsodyRecipe
    /// Samples that were no numbers.
    public private(set) var replaced = 0

    private var cutter: FrameCutter
    private var maker: ProsodyFrameMaker

    /// Starts a signal.
    ///
    /// - Parameter statistics: What is known of the speaker; nil: nothing.
    /// - Throws: `outOfRange`, `pitchRange`, `notPositive` or `slowLength` for a recipe that can't
    ///   be followed.
    public init(
        _ recipe: ProsodyRecipe = ProsodyRecipe(), knowing statistics: ProsodyStatistics? = nil
    ) throws(AudioFeatureError) {
        try recipe.check()
        self.recipe = recipe
        let known = statistics ?? ProsodyStatistics(recipe)
        try AudioFeatureError.check(
            "statistics.pitch", known.pitch.count,
            in: recipe.thresholds.count...recipe.thresholds.count)
        cutter = FrameCutter(
            STFTSettings(
                fftLength: recipe.windowLength, hop: recipe.hop, padding: .hopAligned(.zeros)))
        maker = try ProsodyFrameMaker(recipe, known)
    }

    /// What frames were whitened by at last.
    public var statistics: ProsodyStatistics { maker.statistics }

    /// Takes the next samples, at the recipe's rate, and appends the frames that are complete.
    ///
    /// - Precondition: The features have the recipe's number of values.
    public mutating func process(
        _ samples: Span<Float>, appendingTo features: inout ProsodyFeatures
    ) {
        precondition(features.width == recipe.featureCount, "features of another recipe")
        var broken = 0
        for index in samples.indices where !samples[index].isFinite { broken += 1 }
        guard broken > 0 else { return push(samples, &features) }
        replaced += broken
        let cleaned = samples.indices.map { samples[$0].isFinite ? samples[$0] : 0 }
        push(cleaned.span, &features)
    }

    /// Takes the next samples, at the recipe's rate, and gives the frames that are complete.
    public mutating func process(_ samples: [Float]) -> ProsodyFeatures {
        var features = ProsodyFeatures(width: recipe.featureCount)
        process(samples.span, appendingTo: &features)
        return features
    }

    /// Ends the signal and gives its last frames, as many in all as whole hops were in it. What is
    /// known of the speaker stays for the next signal.
    public mutating func finish() -> ProsodyFeatures {
        var features = ProsodyFeatures(width: recipe.featureCount)
        cutter.finish { maker.make($0, appendingTo: &features) }
        return features
    }

    private mutating func push(_ samples: Span<Float>, _ features: inout ProsodyFeatures) {
        cutter.push(samples) { maker.make($0, appendingTo: &features) }
    }
}

extension ProsodyFeatures {
    /// Those of a whole signal.
    ///
    /// - Parameter statistics: What is known of the speaker; nil: nothing.
    /// - Throws: As ``ProsodyStream/init(_:knowing:)``; `rateMismatch`; `tooLarge`.
    public init(
        _ audio: AudioBuffer, _ recipe: ProsodyRecipe = ProsodyRecipe(),
        knowing statistics: ProsodyStatistics? = nil
    ) throws(AudioFeatureError) {
        guard audio.rate == recipe.rate else {
            throw .rateMismatch(expected: recipe.rate, actual: audio.rate)
        }
        var stream = try ProsodyStream(recipe, knowing: statistics)
        try AudioFeatureError.checkSize(
            frames: audio.samples.count / recipe.hop, valuesPerFrame: recipe.featureCount)
        self = stream.process(audio.samples)
        let rest = stream.finish()
        values += rest.values
        frequencies += rest.frequencies
    }
}
