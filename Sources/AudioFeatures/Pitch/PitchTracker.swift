public import AudioSignal
internal import Glibc

/// Tracks the fundamental frequency (F0) of speech, its voicing and its level.
///
/// Each frame's candidates are the peaks of a windowed, normalised autocorrelation
/// (`WindowedPeriodicity`), scored by what the spectrum has at and between their harmonics
/// (`HarmonicComb`). A path through all frames (`PitchPath`) decides between them and being
/// unvoiced; then once more, knowing where the middle of this voice is. It sees the whole signal, so
/// there is no stream. The same samples give the same result, and samples of another loudness
/// the same pitch.
///
/// Only constants are within, so threads may share one. A second of speech at 16 kHz with 80
/// frames takes one to two milliseconds of one processor.
public struct PitchTracker: Sendable {
    /// The recipe, checked.
    public let recipe: PitchRecipe

    private let band: PitchBand
    private let periodicity: WindowedPeriodicity
    private let comb: HarmonicComb

    /// Frames that must be voiced before the voice has a middle.
    private static let leastVoiced = 10

    /// Checks the recipe and makes filters and transforms.
    ///
    /// - Throws: `pitchRange`.
    public init(_ recipe: PitchRecipe) throws(AudioFeatureError) {
        try recipe.check()
        self.recipe = recipe
        band = PitchBand(rate: recipe.rate.hertz, lowest: recipe.lowest)
        periodicity = try WindowedPeriodicity(
            windowLength: Int(3 * band.rate / recipe.lowest),
            longestLag: Int(band.rate / recipe.lowest) + 2)
        comb = HarmonicComb(
            lowest: recipe.lowest, spacing: band.rate / Double(periodicity.transformLength),
            binCount: periodicity.binCount)
    }

    /// How many frames a signal of so many samples has.
    public func frameCount(samples: Int) -> Int { recipe.grid.frameCount(samples: samples) }

    /// The track of a whole signal.
    ///
    /// - Throws: `rateMismatch`; `tooShort` below two periods of the lowest pitch; `notFinite`;
    ///   `tooLarge`.
    public func track(_ audio: AudioBuffer) throws(AudioFeatureError) -> PitchTrack {
        guard audio.rate == recipe.rate else {
            throw .rateMismatch(expected: recipe.rate, actual: audio.rate)
        }
        let samples = audio.samples
        guard samples.count >= recipe.shortest else {
            throw .tooShort(samples: samples.count, least: recipe.shortest)
        }
        let count = frameCount(samples: samples.count)
        try AudioFeatureError.checkSize(frames: count, valuesPerFrame: PitchCandidates.most)
        let peak = try Self.peak(of: samples)

        let level = FrameLevel(seconds: 0.025, rate: Double(recipe.rate.hertz))
        let levels = (0..<count).map {
            level.level(samples, at: recipe.grid.centre(of: $0), quietest: PitchTrack.quietest)
        }
        // What is so small that its inverse overflows is silence.
        guard peak > 1e-30 else { return Self.unvoiced(levels) }
        let path = path(through: band.samples(of: samples, scale: 1 / peak), frames: count)
        return PitchTrack(
            frequencies: path.octaves.map { octave in
                octave.map { min(max(exp2($0), Float(recipe.lowest)), Float(recipe.highest)) } ?? 0
            },
            voicing: path.odds.map { 1 / (1 + exp(-$0)) }, levels: levels)
    }

    /// The logarithm of each frame's pitch to base 2, nil where it is unvoiced, and of its odds
    /// to be voiced.
    private func path(
        through signal: [Float], frames: Int
    ) -> (octaves: [Float?], odds: [Float]) {
        var candidates = PitchCandidates()
        candidates.reserve(frames)
        var levels: [Float] = []
        levels.reserveCapacity(frames)
        var work = periodicity.workspace()
        let level = FrameLevel(seconds: 0.04, rate: band.rate)
        let octaves = Float(log2(recipe.lowest))...Float(log2(recipe.highest))
        let lagRate = Float(band.rate) * Float(WindowedPeriodicity.fineness)
        for frame in 0..<frames {
            let position = band.position(of: recipe.grid.centre(of: frame))
            periodicity.measure(signal, at: position, using: &work)
            candidates.appendFrame(work, comb, rate: lagRate, octaves: octaves)
            levels.append(level.level(signal, at: position, quietest: -200))
        }

        let step = Float(recipe.grid.hop) / Float(recipe.rate.hertz)
        var evidence = VoicingEvidence(candidates, levels: levels, step: step)
        var path = PitchPath(candidates, evidence.values, step: step)
        let voiced = Self.octaves(path, candidates).compactMap(\.self).sorted()
        if voiced.count >= Self.leastVoiced {
            evidence.favour(voiced[voiced.count / 2], in: candidates)
            path = PitchPath(candidates, evidence.values, step: step)
        }
        return (Self.octaves(path, candidates), path.odds)
    }

    private static func octaves(_ path: PitchPath, _ candidates: PitchCandidates) -> [Float?] {
        zip(path.choices, path.odds).map { choice, odds in
            odds > 0 ? choice.map { candidates.all[$0].octave } : nil
        }
    }

    /// The largest magnitude.
    private static func peak(of samples: [Float]) throws(AudioFeatureError) -> Float {
        var peak: Float = 0
        for (position, sample) in samples.enumerated() {
            guard sample.isFinite else { throw .notFinite(position: position) }
            peak = max(peak, sample.magnitude)
        }
        return peak
    }

    private static func unvoiced(_ levels: [Float]) -> PitchTrack {
        let zeros = [Float](repeating: 0, count: levels.count)
        return PitchTrack(frequencies: zeros, voicing: zeros, levels: levels)
    }
}
