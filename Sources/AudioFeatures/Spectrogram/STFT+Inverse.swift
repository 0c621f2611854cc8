extension STFT {
    /// The signal of a spectrogram, as `torch.istft` and `librosa.istft` give it.
    ///
    /// - Parameters:
    ///   - spectrogram: Of this transform, or of a model that stands for it.
    ///   - length: How long the signal is to be, in samples; give the original's where it
    ///     is known. Zeros follow where no frame reaches. Without it the signal ends where
    ///     the padding of the last frame begins.
    /// - Throws: `notInvertible`, `binMismatch`, `tooLarge`, and `outOfRange` for lengths
    ///   below 0 or above 2^28.
    public func signal(
        of spectrogram: ComplexSpectrogram, length: Int? = nil
    ) throws(AudioFeatureError) -> [Float] {
        if let length { try AudioFeatureError.check("length", length, in: 0...(1 << 28)) }
        try AudioFeatureError.checkSize(
            frames: spectrogram.frameCount, valuesPerFrame: settings.hop)
        var stream = try InverseSTFTStream(self)
        var samples: [Float] = []
        samples.reserveCapacity(
            length ?? (spectrogram.frameCount * settings.hop + settings.fftLength))
        try stream.process(spectrogram, appendingTo: &samples)
        samples += stream.finish(length: length)
        if let length {
            samples.removeLast(max(samples.count - length, 0))
            samples.append(contentsOf: repeatElement(0, count: length - samples.count))
        }
        return samples
    }
}
