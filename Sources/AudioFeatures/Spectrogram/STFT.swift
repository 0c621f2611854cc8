/// The short-time Fourier transform: the spectra of windowed, overlapping frames.
///
/// Agrees with `librosa.stft` and `torch.stft` of the same settings. Only constants are
/// within, so threads may share one. Frames stand alone; ``STFTStream`` gives the same
/// ones for a signal that is still arriving.
public struct STFT: Sendable {
    /// The settings, checked.
    public let settings: STFTSettings

    /// The transform of a frame.
    let fft: RealFFT
    /// The window's weights.
    let window: [Float]
    /// Where in a frame the window begins.
    let windowStart: Int

    /// Checks the settings and makes the window and the plan of the transform.
    ///
    /// - Throws: `outOfRange`, `slowLength`.
    public init(_ settings: STFTSettings) throws(AudioFeatureError) {
        try settings.check()
        self.settings = settings
        fft = try RealFFT(length: settings.fftLength)
        window = settings.window.weights(length: settings.windowLength)
        windowStart = (settings.fftLength - settings.windowLength) / 2
    }

    /// Bins of a spectrum: fftLength ÷ 2 + 1.
    public var binCount: Int { fft.binCount }

    /// How many frames a signal of so many samples has; none without samples.
    public func frameCount(samples: Int) -> Int {
        FrameCutter(settings).frameCount(samples: samples)
    }

    /// The spectra of a whole signal.
    ///
    /// - Throws: `tooLarge`.
    public func spectrogram(
        of samples: [Float]
    ) throws(AudioFeatureError) -> ComplexSpectrogram {
        let frames = frameCount(samples: samples.count)
        try AudioFeatureError.checkSize(frames: frames, valuesPerFrame: 2 * binCount)
        var result = ComplexSpectrogram(binCount: binCount)
        result.reserve(frames)
        var stream = STFTStream(self)
        stream.process(samples.span, appendingTo: &result)
        stream.finish(appendingTo: &result)
        return result
    }

    /// What changes during a transform.
    struct Workspace: Sendable {
        var frame: [Float]
        var fft: RealFFT.Workspace

        init(for stft: STFT) {
            frame = [Float](repeating: 0, count: stft.settings.fftLength)
            fft = RealFFT.Workspace(for: stft.fft)
        }
    }

    /// The spectrum of one frame of `fftLength` samples, not yet windowed.
    func transform(
        _ samples: UnsafePointer<Float>, to spectrum: ComplexPlanes,
        using workspace: inout Workspace
    ) {
        workspace.frame.withUnsafeMutableBufferPointer { frame in
            window.withUnsafeBufferPointer { window in
                // Neither is empty. Around the window the frame was made and stays 0.
                guard let frame = frame.baseAddress, let weights = window.baseAddress
                else { return }
                let (from, to) = (samples + windowStart, frame + windowStart)
                for index in 0..<window.count { to[index] = from[index] * weights[index] }
                fft.forward(frame, spectrum, using: &workspace.fft)
            }
        }
    }
}
