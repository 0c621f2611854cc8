/// At which samples of a signal the frames of its features stand.
///
/// Features made on the same grid describe the same instants, frame by frame.
public struct FrameGrid: Hashable, Sendable {
    /// Samples from one frame to the next: 1 to 2^20.
    public let hop: Int
    /// The sample at which frame 0 is centred.
    public let firstCentre: Int
    /// How many samples a signal must have for its first frame; negative where padding makes up
    /// for all of them.
    private let need: Int
    /// Frames that are left out at the end.
    private let omitted: Int

    /// The frames that transforms by these settings make.
    ///
    /// - Throws: Every case of `STFTSettings`' own.
    public init(_ settings: STFTSettings) throws(AudioFeatureError) {
        try settings.check()
        self.init(checked: settings, omitted: 0)
    }

    /// The frames of a mel spectrogram by this recipe.
    ///
    /// - Throws: Every case of `STFTSettings`' own.
    public init(_ recipe: MelRecipe) throws(AudioFeatureError) {
        try recipe.stft.check()
        self.init(checked: recipe.stft, omitted: recipe.compression == .whisper ? 1 : 0)
    }

    /// Frames centred at every multiple of `hop`, both ends included: one more than hops in the
    /// signal.
    ///
    /// - Throws: `outOfRange`.
    public static func centred(hop: Int) throws(AudioFeatureError) -> FrameGrid {
        try FrameGrid(STFTSettings(fftLength: 2, hop: hop, padding: .centered(.zeros)))
    }

    private init(checked settings: STFTSettings, omitted: Int) {
        hop = settings.hop
        firstCentre = settings.fftLength / 2 - settings.paddingLength
        need = settings.fftLength - 2 * settings.paddingLength
        self.omitted = omitted
    }

    /// How many frames a signal of so many samples has; none without samples.
    public func frameCount(samples: Int) -> Int {
        samples < 1 || samples < need ? 0 : max((samples - need) / hop + 1 - omitted, 0)
    }

    /// The sample at which a frame is centred.
    public func centre(of frame: Int) -> Int { firstCentre + frame * hop }
}
