public import TensorRuntime

/// What a ``ConversionModel``'s decoder is told of each frame.
public struct ConversionFrames {
    /// What is said, `[batch, width, frames]`.
    public var content: Value
    /// Melody and loudness, `[batch, side, frames]`.
    public var side: Value
    /// Who is to say it, `[batch, width]`.
    public var speaker: Value
    /// Pulses and noise, for a decoder that filters them.
    public var excitation: Excitation?

    /// These.
    public init(content: Value, side: Value, speaker: Value, excitation: Excitation?) {
        self.content = content
        self.side = side
        self.speaker = speaker
        self.excitation = excitation
    }
}

extension Layer {
    /// The causal decoder of ``ConversionModel``. No gradient goes into the content.
    ///
    /// Parameters `first`, `blocks.0`… (`up`, `units.0`…`2`, each with `film`) and `last`, of a
    /// source-filter decoder `norm` and `head.out`. What is said comes in with features of mean 0 and
    /// variance 1 in each frame, whatever an encoder's are.
    ///
    /// - Returns: `[batch, samples]`
    public func conversionDecoder(
        _ frames: ConversionFrames, _ decoder: ConversionModel.Decoder
    ) -> Value {
        let content = layerNorm(
            frames.content.stoppingGradient().transposed(0, 2, 1), scale: nil, bias: nil
        ).transposed(0, 2, 1)
        var parts = [content, frames.side]
        if !decoder.modulates {
            let (batch, length) = (frames.content.size(0), frames.content.size(2))
            parts.append(
                frames.speaker.addingAxis(2)
                    .expanded([batch, frames.speaker.size(1), length]))
        }
        if let excitation = frames.excitation {
            parts += Excitation.features(of: excitation.pitch, in: self)
        }
        var x = (self / "first").conv1d(
            .concatenated(parts, axis: 1), to: decoder.width, kernel: 7, padding: .causal()
        ).elu()
        for (index, block) in decoder.blocks.enumerated() {
            let stage = self / "blocks" / index
            x = (stage / "up").convTranspose1d(
                x, to: block.width, kernel: 2 * block.rate, stride: block.rate, trim: .causal
            ).elu()
            for (number, dilation) in ConversionModel.dilations.enumerated() {
                let unit = stage / "units" / number
                if decoder.modulates {
                    x = (unit / "film").signalModulated(x, by: frames.speaker)
                }
                x = unit.conversionUnit(x, dilation: dilation)
            }
        }
        switch (decoder.head, frames.excitation) {
        case (.waveform, nil):
            let y = (self / "last").conv1d(x, to: 1, kernel: 7, padding: .causal())
            return y.reshaped([y.size(0), y.size(2)])
        case (.sourceFilter, let excitation?):
            return (self / "head").sourceFilterHead(
                (self / "norm").layerNorm(x.transposed(0, 2, 1)), harmonic: excitation.harmonic,
                noise: excitation.noise,
                decoder.transform)
        case (.waveform, _):
            return refuse("pulses and noise came in, this decoder's head takes none")
        case (.sourceFilter, nil):
            return refuse("no pulses and noise came in, which this decoder's head filters")
        }
    }
}
