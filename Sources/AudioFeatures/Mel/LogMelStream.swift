/// Log-mel spectra of a signal that is still arriving.
///
/// The values are exactly those of the whole signal, whatever pieces it comes in. A copy
/// goes on by itself.
public struct LogMelStream: Sendable {
    /// The recipe's parts.
    public let mel: LogMel

    private var cutter: FrameCutter
    private var maker: MelFrameMaker

    /// Starts a signal.
    ///
    /// - Throws: `needsWholeSignal` for Whisper's compression.
    public init(_ mel: LogMel) throws(AudioFeatureError) {
        guard mel.recipe.compression != .whisper else { throw .needsWholeSignal }
        self.mel = mel
        cutter = FrameCutter(mel.recipe.stft)
        maker = MelFrameMaker(mel)
    }

    /// Takes the next samples, at the recipe's rate, and appends the frames that are
    /// complete.
    ///
    /// Allocates only where the spectrogram has to grow.
    ///
    /// - Precondition: The spectrogram has the recipe's number of bands.
    public mutating func process(
        _ samples: Span<Float>, appendingTo spectrogram: inout MelSpectrogram
    ) {
        precondition(spectrogram.bandCount == mel.recipe.bands.count, "other bands")
        cutter.push(samples) { frame in
            spectrogram.appendFrame { maker.make(frame, to: $0) }
        }
    }

    /// Takes the next samples, at the recipe's rate, and gives the frames that are
    /// complete.
    public mutating func process(_ samples: [Float]) -> MelSpectrogram {
        var spectrogram = MelSpectrogram(bandCount: mel.recipe.bands.count)
        process(samples.span, appendingTo: &spectrogram)
        return spectrogram
    }

    /// Ends the signal and appends its last frames; then a new signal may begin.
    ///
    /// - Precondition: The spectrogram has the recipe's number of bands.
    public mutating func finish(appendingTo spectrogram: inout MelSpectrogram) {
        precondition(spectrogram.bandCount == mel.recipe.bands.count, "other bands")
        cutter.finish { frame in spectrogram.appendFrame { maker.make(frame, to: $0) } }
    }

    /// Ends the signal and gives its last frames; then a new signal may begin.
    public mutating func finish() -> MelSpectrogram {
        var spectrogram = MelSpectrogram(bandCount: mel.recipe.bands.count)
        finish(appendingTo: &spectrogram)
        return spectrogram
    }
}
