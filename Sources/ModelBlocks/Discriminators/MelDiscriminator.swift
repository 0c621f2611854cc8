public import TensorRuntime

extension Layer {
    /// A small discriminator of mel spectra that knows who speaks: convolutions over bands and
    /// frames, the speaker added after the first.
    ///
    /// Parameters `convs.0`…, `speaker`, `conv_post`.
    ///
    /// - Parameters:
    ///   - mel: `[batch, frames, bands]`, normalised; the frames a number.
    ///   - speakers: `[batch, speakers]`, weights of speakers.
    ///   - mask: `[batch, frames]`, 1 for frames and 0 for padding. Scores of padding are 0
    ///     whatever comes in, so nothing is learnt from it.
    ///   - channels: Of the layers; all but the first halve bands and frames.
    public func melDiscriminator(
        _ mel: Value, speakers: Value, mask: Value, channels: [Int] = [24, 32, 48, 48]
    ) -> Judgement {
        let none = Judgement(score: nothing, features: [])
        if mel.isNothing || speakers.isNothing || mask.isNothing { return none }
        guard mel.shape.count == 3, mask.shape == [mel.size(0), mel.size(1)],
            let first = channels.first
        else {
            refuse(
                "mel \(mel.shape), mask \(mask.shape), \(channels.count) layers; they must be "
                    + "[batch, frames, bands], [batch, frames] and at least one")
            return none
        }
        let batch = mel.size(0)
        let valid = mask.reshaped([batch, 1, 1, mel.size(1)])
        var x = mel.transposed(0, 2, 1).addingAxis(1) * valid
        var kept = valid
        var features: [Value] = []
        for (index, width) in channels.enumerated() {
            let stride = index == 0 ? 1 : 2
            x = (self / "convs" / index).conv2d(
                x, to: width, kernel: (3, 5), stride: (stride, stride), padding: (1, 2))
            if index == 0 {
                let voice = (self / "speaker").linear(speakers, to: first, bias: false)
                x = x + voice.reshaped([batch, Dimension(first), 1, 1])
            } else {
                kept = kept.slice(3, by: 2)
            }
            x = x.leakyReLU(0.2) * kept
            features.append(x)
        }
        let score = (self / "conv_post").conv2d(x, to: 1, kernel: (3, 3), padding: (1, 1)) * kept
        return Judgement(score: score, features: features)
    }
}
