/// How a signal is cut into frames and transformed.
public struct STFTSettings: Hashable, Sendable {
    /// Samples of a transform: 1 to 65,536.
    public var fftLength: Int
    /// Samples of the window, at most ``fftLength``; a shorter one stands in the middle
    /// of the frame, the rest of which counts as 0.
    public var windowLength: Int
    /// Samples from one frame to the next: 1 to 2^20.
    public var hop: Int
    /// The window's form.
    public var window: Window
    /// What stands before and after the signal.
    public var padding: Padding

    /// What stands before and after the signal, so that its ends are seen too.
    public enum Padding: Hashable, Sendable {
        /// Nothing: frames lie within the signal.
        case none
        /// Half a transform, so that frame k is centred at sample k × hop: `center=True`
        /// of torch and librosa. A signal has 1 + length ÷ hop frames.
        case centered(Filling)
        /// (fftLength - hop) ÷ 2, so that a signal has length ÷ hop frames: what HiFi-GAN
        /// and its relatives do (`center=False` after padding by hand).
        case hopAligned(Filling)
    }

    /// What padding is made of.
    public enum Filling: Hashable, Sendable {
        /// The signal mirrored at its first and last sample. One shorter than the padding
        /// is mirrored again and again, as NumPy does (torch refuses it); a single sample
        /// is repeated.
        case reflected
        /// Zeros.
        case zeros
    }

    /// Makes settings; ``STFT`` checks them.
    ///
    /// - Parameter windowLength: As long as the transform unless given.
    public init(
        fftLength: Int, windowLength: Int? = nil, hop: Int, window: Window = .hann,
        padding: Padding = .centered(.reflected)
    ) {
        self.fftLength = fftLength
        self.windowLength = windowLength ?? fftLength
        self.hop = hop
        self.window = window
        self.padding = padding
    }

    /// Samples of padding at each end. Settings must have been checked.
    var paddingLength: Int {
        switch padding {
        case .none: 0
        case .centered: fftLength / 2
        case .hopAligned: max(fftLength - hop, 0) / 2
        }
    }

    /// What padding is made of; zeros where there is none.
    var filling: Filling {
        switch padding {
        case .none: .zeros
        case .centered(let filling), .hopAligned(let filling): filling
        }
    }

    /// Refuses what can't be.
    func check() throws(AudioFeatureError) {
        try AudioFeatureError.check("fftLength", fftLength, in: RealFFT.lengths)
        try AudioFeatureError.check("windowLength", windowLength, in: 1...fftLength)
        try AudioFeatureError.check("hop", hop, in: 1...(1 << 20))
    }
}
