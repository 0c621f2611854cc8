internal import Glibc

/// How one recording's spectrum is varied, so that a recogniser doesn't learn a speaker's words by
/// heart: level and tilt (microphones), formants (vocal tracts; Jaitly and Hinton 2013), tempo, and
/// rows of bands and frames that are hidden (SpecAugment; Park et al. 2019).
struct SpectralVariation: Sendable, Hashable {
    /// Added to all bands, in nats.
    var gain: Float = 0
    /// Added to the highest band beside the lowest, in nats.
    var tilt: Float = 0
    /// Where a band is taken from, as a multiple of its height.
    var warp: Float = 1
    /// How much faster it is said.
    var tempo: Float = 1
    /// Bands that are hidden.
    var bands: [Range<Int>] = []
    /// Frames that are hidden, of those that there are then.
    var frames: [Range<Int>] = []

    /// Logarithms of magnitudes in a decibel.
    private static let decibel = Float(0.115_129_254_6)
    /// As ``LogMel`` has it.
    private static let silence = Float(log(LogMel.floor))

    /// No variation.
    init() {}

    /// What chance makes of a clip in a step.
    ///
    /// - Parameters:
    ///   - row: The clip's place in its batch.
    ///   - count: Frames of the clip.
    init(_ recipe: RecognizerRecipe, step: Int, row: Int, count: Int, bands: Int) {
        var part = 0
        /// The next number from -1 up to 1.
        func chance() -> Double {
            defer { part += 1 }
            return 2 * unit(recipe.seed &+ UInt64(row), step, part) - 1
        }
        /// A row somewhere among so many, no longer than asked for and than a third of all.
        func hidden(_ longest: Int, of count: Int) -> Range<Int> {
            let most = min(longest, count / 3)
            let length = Int((chance() + 1) / 2 * Double(most + 1))
            let start = Int((chance() + 1) / 2 * Double(count - length + 1))
            return start..<start + length
        }
        gain = Float(chance() * recipe.level) * Self.decibel
        tilt = Float(chance() * recipe.tilt) * Self.decibel
        warp = Float(exp(chance() * recipe.warp))
        tempo = Float(exp(chance() * recipe.tempo))
        self.bands = (0..<2).map { _ in hidden(recipe.hiddenBands, of: bands) }
        let frames = Self.count(of: count, tempo)
        self.frames = (0..<2).map { _ in hidden(recipe.hiddenFrames, of: frames) }
    }

    /// Frames that so many become.
    private static func count(of frames: Int, _ tempo: Float) -> Int {
        max(Int((Float(frames) / tempo).rounded()), 1)
    }

    /// A spectrum that is varied so.
    ///
    /// - Parameters:
    ///   - mel: Logarithms of bands, frame by frame.
    ///   - mean: What hidden places hold, of each band.
    ///   - least: Frames that must be left; where the tempo leaves fewer, it stays as it is.
    func applied(to mel: [Float], mean: [Float], least: Int = 1) -> [Float] {
        let bands = mean.count
        let frames = mel.count / bands
        guard frames > 0 else { return mel }
        let wanted = Self.count(of: frames, tempo)
        let count = wanted < least ? frames : wanted
        let sources = (0..<bands).map { Self.source(Float($0) * warp, of: bands) }
        let shifts = (0..<bands).map {
            gain + tilt * (Float($0) / Float(max(bands - 1, 1)) - 0.5)
        }
        let step = Float(frames) / Float(count)
        var result = [Float](repeating: 0, count: count * bands)
        for frame in 0..<count {
            let time = Self.source((Float(frame) + 0.5) * step - 0.5, of: frames)
            let (early, late) = (time.low * bands, time.high * bands)
            for band in 0..<bands {
                let (low, high, part) = sources[band]
                let before = mel[early + low] + part * (mel[early + high] - mel[early + low])
                let after = mel[late + low] + part * (mel[late + high] - mel[late + low])
                result[frame * bands + band] = max(
                    before + time.part * (after - before) + shifts[band], Self.silence)
            }
        }
        for band in self.bands.joined() where band < bands {
            for frame in 0..<count { result[frame * bands + band] = mean[band] }
        }
        for frame in self.frames.joined() where frame < count {
            result.replaceSubrange(frame * bands..<(frame + 1) * bands, with: mean)
        }
        return result
    }

    /// Between which two of so many places a point lies, and how far from the first.
    private static func source(
        _ point: Float, of count: Int
    ) -> (low: Int, high: Int, part: Float) {
        let inside = min(max(point, 0), Float(count - 1))
        let low = Int(inside)
        return (low, min(low + 1, count - 1), inside - Float(low))
    }
}
