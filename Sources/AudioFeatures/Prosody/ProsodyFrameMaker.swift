internal import AudioSignal
internal import Glibc

/// Tells melody and loudness of one frame after the other.
struct ProsodyFrameMaker: Sendable {
    /// What frames were whitened by at last.
    var statistics: ProsodyStatistics

    private let yin: Yin
    private var follower: PitchFollower
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
        follower = try PitchFollower(recipe)
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
        yin.estimate(window, using: &work) { index, estimate in
            features.values.append(statistics.whitenedPitch(estimate, index))
            features.values.append(estimate.isVoiced ? 1 : 0)
            features.values.append(Float(estimate.aperiodicity))
        }
        let known = statistics.pitch.last.flatMap { $0.weight >= Self.leastVoiced ? $0.mean : nil }
        features.frequencies.append(follower.next(window, middle: known))
        let variance = Self.variance(
            UnsafeBufferPointer(start: window + own.lowerBound, count: own.count))
        features.values.append(statistics.whitenedLevel(variance))
    }

    /// Frames that must be voiced before the voice has a middle.
    private static let leastVoiced = 10.0

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
