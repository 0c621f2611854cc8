internal import AudioSignal
internal import Glibc

/// Follows the fundamental frequency (F0) of speech frame by frame, knowing nothing of what comes.
///
/// As ``PitchTracker`` does: candidates, what speaks for each, and the best way through them; but
/// only the way up to the frame, and beside what was loud, quiet and usual until then. A value; a
/// copy goes on by itself.
struct PitchFollower: Sendable {
    private let band: PitchBand
    private let periodicity: WindowedPeriodicity
    private let comb: HarmonicComb
    private let levels: FrameLevel
    private let octaves: ClosedRange<Float>
    /// Seconds from frame to frame.
    private let step: Float
    /// Samples of a window.
    private let windowLength: Int

    private var work: WindowedPeriodicity.Workspace
    private var candidates = PitchCandidates()
    /// The frame before: its candidates, and what its states are worth.
    private var before: [PitchCandidate] = []
    private var voiced: [Float] = []
    private var unvoiced: Float = 0
    private var loud = LevelQuantile(0.95, from: -25)
    private var quiet = LevelQuantile(0.05, from: -65)

    /// Nothing that is quieter is voiced, in dB of full scale: half of the smallest step of 16 bits.
    private static let silence: Float = -96
    /// Nothing counts as quieter than this below what is loud, in dB.
    private static let reach: Float = 60

    /// - Parameter recipe: Checked.
    init(_ recipe: ProsodyRecipe) throws(AudioFeatureError) {
        let rate = recipe.rate.hertz
        windowLength = recipe.windowLength
        band = PitchBand(rate: rate, lowest: recipe.lowest)
        let count = windowLength / band.factor
        periodicity = try WindowedPeriodicity(
            windowLength: max(min(Int(3 * band.rate / recipe.lowest), count) - 1, 1),
            longestLag: Int(band.rate / recipe.lowest) + 2)
        comb = HarmonicComb(
            lowest: recipe.lowest, spacing: band.rate / Double(periodicity.transformLength),
            binCount: periodicity.binCount)
        levels = FrameLevel(seconds: 0.04, rate: band.rate)
        octaves = Float(log2(recipe.lowest))...Float(log2(recipe.highest))
        step = Float(recipe.hop) / Float(rate)
        work = periodicity.workspace()
    }

    /// The pitch of the next frame in hertz, 0 where it is unvoiced.
    ///
    /// - Parameters:
    ///   - window: Its window's finite samples.
    ///   - middle: The mean of the natural logarithm of the voice's pitch so far; nil where too
    ///     little of it was heard.
    mutating func next(_ window: UnsafePointer<Float>, middle: Double?) -> Float {
        let samples = band.lowPassed(
            Array(UnsafeBufferPointer(start: window, count: windowLength)), scale: 1)
        let centre = samples.count / 2
        let level = levels.level(samples, at: centre, quietest: -200)
        candidates.removeAll()
        if level > Self.silence {
            periodicity.measure(samples, at: centre, using: &work)
            candidates.appendFrame(
                work, comb, rate: Float(band.rate) * Float(WindowedPeriodicity.fineness),
                octaves: octaves)
            loud.add(level)
        }
        quiet.add(max(level, loud.value - Self.reach))
        var evidence = VoicingEvidence.of(
            candidates.all, level: level, loud: loud.value, quiet: quiet.value, step: step)
        if let middle {
            for index in evidence.indices {
                evidence[index] -= VoicingEvidence.strangeness(
                    of: candidates.all[index], to: Float(middle / log(2)), step: step)
            }
        }
        let worth = PitchPath.onward(
            (before[...], voiced[...], unvoiced), candidates.all[...], evidence[...],
            free: PitchPath.free(step: step))
        before = candidates.all
        // By how much better than being unvoiced, so that sums don't grow.
        voiced = worth.voiced.map { $0 - worth.unvoiced }
        unvoiced = 0
        guard let best = voiced.indices.max(by: { voiced[$0] < voiced[$1] }), voiced[best] > 0
        else { return 0 }
        return exp2(min(max(before[best].octave, octaves.lowerBound), octaves.upperBound))
    }
}

/// The level that a part of all frames lies below, followed as they come.
private struct LevelQuantile {
    /// In dB.
    private(set) var value: Float
    private let part: Float

    /// What it moves by at most, in dB a frame.
    private static let step: Float = 1

    init(_ part: Float, from value: Float) { (self.part, self.value) = (part, value) }

    mutating func add(_ level: Float) {
        value += Self.step * (level > value ? part : part - 1)
    }
}
