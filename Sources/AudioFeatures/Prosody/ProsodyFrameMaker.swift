internal import AudioSignal
internal import Glibc

/// Tells melody and loudness of one frame after the other.
struct ProsodyFrameMaker: Sendable {
    /// What frames were whitened by at last.
    var statistics: ProsodyStatistics

    private let yin: Yin
    private var work: Yin.Workspace
    /// The frame's own samples within its window.
    private let own: Range<Int>
    /// What statistics fade to with each frame.
    private let fading: Double

    /// - Parameter recipe: Checked.
    init(_ recipe: ProsodyRecipe, _ statistics: ProsodyStatistics) throws(AudioFeatureError) {
        self.statistics = statistics
        yin = try Yin(recipe)
        work = yin.workspace()
        own = recipe.lookAhead..<recipe.lookAhead + recipe.hop
        fading =
            recipe.memory.map { exp(-Double(recipe.hop) / Double(recipe.rate.hertz) / $0) } ?? 1
    }

    /// Appends a frame.
    ///
    /// - Parameter window: The samples of its window, finite.
    mutating func make(_ window: UnsafePointer<Float>, appendingTo features: inout ProsodyFeatures)
    {
        if fading < 1 { statistics.fade(to: fading) }
        var frequency: Float = 0
        let count = statistics.pitch.count
        yin.estimate(window, using: &work) { index, estimate in
            guard index < count else {
                // The one behind the features' thresholds.
                frequency = estimate.isVoiced ? Float(estimate.frequency) : 0
                return
            }
            features.values.append(statistics.whitenedPitch(estimate, index))
            features.values.append(estimate.isVoiced ? 1 : 0)
            features.values.append(Float(estimate.aperiodicity))
        }
        features.frequencies.append(frequency)
        let variance = Self.variance(
            UnsafeBufferPointer(start: window + own.lowerBound, count: own.count))
        features.values.append(statistics.whitenedLevel(variance))
    }

    /// The mean square of the distances from the mean.
    private static func variance(_ samples: UnsafeBufferPointer<Float>) -> Double {
        let count = Double(samples.count)
        let mean = samples.reduce(0.0) { $0 + Double($1) } / count
        return samples.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) } / count
    }
}

extension ProsodyStatistics {
    /// The pitch of a frame by the statistics of its threshold, which it becomes part of first; 0
    /// where it is unvoiced, which tells nothing of a voice.
    fileprivate mutating func whitenedPitch(_ estimate: YinEstimate, _ threshold: Int) -> Float {
        guard estimate.isVoiced else { return 0 }
        let value = log(estimate.frequency)
        pitch[threshold].add(value)
        return Float(pitch[threshold].whitened(value))
    }

    /// The level of a frame, likewise; silence tells nothing of how loud a voice is.
    fileprivate mutating func whitenedLevel(_ variance: Double) -> Float {
        let value = log(max(variance, Self.leastVariance))
        if variance > Self.silence { level.add(value) }
        return Float(level.whitened(value))
    }

    /// Variances below this aren't those of speech: 80 dB below full scale.
    private static let silence = 1e-8
    /// What a variance is at least, so that it has a logarithm.
    private static let leastVariance = 1e-10
}
