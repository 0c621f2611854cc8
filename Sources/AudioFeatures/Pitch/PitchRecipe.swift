public import AudioSignal

/// How pitch is tracked: the audio's rate, the frames, and where a voice may lie.
public struct PitchRecipe: Hashable, Sendable {
    /// The rate of the audio.
    public var rate: SampleRate
    /// The instants at which pitch is told.
    public var grid: FrameGrid
    /// The lowest pitch, in hertz: 30 or more. The window is three of its periods long.
    public var lowest: Double
    /// The highest pitch, in hertz: at most 1000.
    public var highest: Double

    /// The pitches that can be asked for, in hertz.
    public static let range = 30.0...1000.0

    /// Makes a recipe; ``PitchTracker`` checks it.
    public init(
        rate: SampleRate, grid: FrameGrid, lowest: Double = 50, highest: Double = 600
    ) {
        self.rate = rate
        self.grid = grid
        self.lowest = lowest
        self.highest = highest
    }

    /// A recipe whose frames describe the same instants as those of a mel spectrogram.
    ///
    /// - Throws: Every case of `STFTSettings`' own.
    public init(
        following mel: MelRecipe, lowest: Double = 50, highest: Double = 600
    ) throws(AudioFeatureError) {
        try self.init(rate: mel.rate, grid: FrameGrid(mel), lowest: lowest, highest: highest)
    }

    /// Refuses pitches out of range or order; NaN is neither.
    func check() throws(AudioFeatureError) {
        guard Self.range.contains(lowest), Self.range.contains(highest), lowest < highest else {
            throw .pitchRange(low: lowest, high: highest, allowed: Self.range)
        }
    }

    /// Two periods of the lowest pitch, in samples.
    var shortest: Int { Int((2 * Double(rate.hertz) / lowest).rounded(.up)) }
}
