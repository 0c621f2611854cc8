public import TensorRuntime

extension Layer {
    /// One of HiFi-GAN's period discriminators (Kong et al. 2020): every n-th sample in a row of
    /// its own, convolved along time only.
    ///
    /// Parameters `convs.0`…, `conv_post`.
    ///
    /// - Parameters:
    ///   - audio: `[batch, samples]`, the samples a number.
    ///   - channels: Of the layers; each but the last takes every third row.
    public func periodDiscriminator(
        _ audio: Value, period: Int, channels: [Int] = [32, 128, 512, 1024, 1024]
    ) -> Judgement {
        let samples = audio.fixedSize(1)
        guard period > 0, samples > period else {
            let nothing = refuse("a period of \(period) in \(samples) samples")
            return Judgement(score: nothing, features: [])
        }
        let missing = (period - samples % period) % period
        let rows = Dimension((samples + missing) / period)
        var x = audio.padded(1, after: missing, .reflect)
            .reshaped([audio.size(0), 1, rows, Dimension(period)])
        var features: [Value] = []
        for (index, width) in channels.enumerated() {
            let isLast = index == channels.count - 1
            x = (self / "convs" / index).conv2d(
                x, to: width, kernel: (5, 1), stride: (isLast ? 1 : 3, 1), padding: (2, 0)
            ).leakyReLU(0.1)
            features.append(x)
        }
        let score = (self / "conv_post").conv2d(x, to: 1, kernel: (3, 1), padding: (1, 0))
        return Judgement(score: score, features: features)
    }
}
