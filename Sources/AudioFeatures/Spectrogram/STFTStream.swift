/// The short-time Fourier transform of a signal that is still arriving.
///
/// The spectra are exactly those of the whole signal, whatever pieces it comes in. With
/// mirrored padding the first frame waits until half a transform has been heard. A copy
/// goes on by itself.
public struct STFTStream: Sendable {
    /// The transform.
    public let stft: STFT

    private var cutter: FrameCutter
    private var workspace: STFT.Workspace

    /// Starts a signal.
    public init(_ stft: STFT) {
        self.stft = stft
        cutter = FrameCutter(stft.settings)
        workspace = STFT.Workspace(for: stft)
    }

    /// Takes the next samples and appends the spectra that are complete.
    ///
    /// Allocates only where the spectrogram has to grow.
    ///
    /// - Precondition: The spectrogram has the transform's number of bins.
    public mutating func process(
        _ samples: Span<Float>, appendingTo spectrogram: inout ComplexSpectrogram
    ) {
        precondition(spectrogram.binCount == stft.binCount, "a spectrogram of other bins")
        cutter.push(samples) { frame in
            spectrogram.appendFrame { stft.transform(frame, to: $0, using: &workspace) }
        }
    }

    /// Takes the next samples and gives the spectra that are complete.
    public mutating func process(_ samples: [Float]) -> ComplexSpectrogram {
        var spectrogram = ComplexSpectrogram(binCount: stft.binCount)
        process(samples.span, appendingTo: &spectrogram)
        return spectrogram
    }

    /// Ends the signal and appends its last spectra; then a new signal may begin.
    ///
    /// - Precondition: The spectrogram has the transform's number of bins.
    public mutating func finish(appendingTo spectrogram: inout ComplexSpectrogram) {
        precondition(spectrogram.binCount == stft.binCount, "a spectrogram of other bins")
        cutter.finish { frame in
            spectrogram.appendFrame { stft.transform(frame, to: $0, using: &workspace) }
        }
    }

    /// Ends the signal and gives its last spectra; then a new signal may begin.
    public mutating func finish() -> ComplexSpectrogram {
        var spectrogram = ComplexSpectrogram(binCount: stft.binCount)
        finish(appendingTo: &spectrogram)
        return spectrogram
    }
}
