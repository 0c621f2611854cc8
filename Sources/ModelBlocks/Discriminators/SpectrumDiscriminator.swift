public import TensorRuntime

extension Layer {
    /// A discriminator of complex spectra, as EnCodec's (Défossez et al. 2022), with magnitudes
    /// compressed so that quiet parts count.
    ///
    /// Parameters `convs.0`…, `conv_post`.
    ///
    /// - Parameters:
    ///   - audio: `[batch, samples]`
    ///   - channels: Of the layers; the middle ones halve the frequencies.
    ///   - exponent: What magnitudes are raised to.
    public func spectrumDiscriminator(
        _ audio: Value, size: Int, hop: Int, channels: [Int] = [32, 32, 32, 32, 32],
        exponent: Double = 0.3
    ) -> Judgement {
        let transform = ShortTimeFourier(size: size, hop: hop, placement: .centred)
        let (real, imaginary) = stft(audio, transform)
        // |X|^(exponent - 1), with a floor that keeps gradients finite.
        let gain = (real * real + imaginary * imaginary + 1e-5).log() * ((exponent - 1) / 2)
        let scale = gain.exp()
        let spectrum = Value.concatenated(
            [(real * scale).addingAxis(1), (imaginary * scale).addingAxis(1)], axis: 1)
        // [batch, parts, frequencies, frames]
        var x = spectrum
        var features: [Value] = []
        for (index, width) in channels.enumerated() {
            let isInner = index > 0 && index < channels.count - 1
            x = (self / "convs" / index).conv2d(
                x, to: width, kernel: isInner ? (9, 3) : (3, 3), stride: (isInner ? 2 : 1, 1),
                padding: isInner ? (4, 1) : (1, 1)
            ).leakyReLU(0.1)
            features.append(x)
        }
        let score = (self / "conv_post").conv2d(x, to: 1, kernel: (3, 3), padding: (1, 1))
        return Judgement(score: score, features: features)
    }
}
