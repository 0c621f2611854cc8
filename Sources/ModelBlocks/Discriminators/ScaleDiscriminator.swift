public import TensorRuntime

extension Layer {
    /// One of MelGAN's discriminators (Kumar et al. 2019): strided convolutions in groups over the
    /// samples, or over means of so many of them.
    ///
    /// Parameters `convs.0`…, `conv_post`.
    ///
    /// - Parameters:
    ///   - audio: `[batch, samples]`, the samples a number.
    ///   - scale: Samples that a mean is taken of; 1: the samples themselves.
    ///   - channels: Of the layers; all but the first and the last take every fourth place.
    public func scaleDiscriminator(
        _ audio: Value, scale: Int, channels: [Int] = [16, 64, 256, 512, 512]
    ) -> Judgement {
        let samples = audio.fixedSize(1)
        guard scale > 0, samples >= scale, channels.count > 2 else {
            let nothing = refuse("means of \(scale) of \(samples) samples")
            return Judgement(score: nothing, features: [])
        }
        let count = Dimension(samples / scale)
        var x = audio.slice(1, to: count * Dimension(scale))
            .reshaped([audio.size(0), count, Dimension(scale)]).mean(2).addingAxis(1)
        var features: [Value] = []
        for (index, width) in channels.enumerated() {
            let isInner = index > 0 && index < channels.count - 1
            let before = index > 0 ? channels[index - 1] : 1
            let (kernel, stride) = isInner ? (41, 4) : index == 0 ? (15, 1) : (5, 1)
            x = (self / "convs" / index).conv1d(
                x, to: width, kernel: kernel, stride: stride,
                groups: isInner ? max(before / 4, 1) : 1,
                padding: .explicit(before: kernel / 2, after: kernel / 2)
            ).leakyReLU(0.2)
            features.append(x)
        }
        let score = (self / "conv_post").conv1d(x, to: 1, kernel: 3)
        return Judgement(score: score, features: features)
    }
}
