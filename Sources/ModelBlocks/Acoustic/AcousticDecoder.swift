public import TensorRuntime

/// Where an acoustic model's frames come from: tokens, and which of them each frame belongs to.
public struct AcousticFrames {
    /// `[batch, tokens, width]`, from the encoder.
    public var encodings: Value
    /// `[batch, tokens]`, as ``AcousticTokens/pitch``.
    public var pitch: Value
    /// `[batch, tokens]`, as ``AcousticTokens/energy``.
    public var energy: Value
    /// int64 `[batch, frames]`: each frame's token, counted through the batch: row · tokens +
    /// token.
    public var index: Value
    /// `[batch, frames, 4]`, where in its token each frame is: ``FrameExpansion/places(_:)``.
    public var places: Value
    /// int64 `[batch]`, frames of each row; what follows them is padding.
    public var counts: Value

    /// Frames of tokens.
    public init(
        encodings: Value, pitch: Value, energy: Value, index: Value, places: Value, counts: Value
    ) {
        self.encodings = encodings
        self.pitch = pitch
        self.energy = energy
        self.index = index
        self.places = places
        self.counts = counts
    }
}

/// What an acoustic model makes of frames.
public struct AcousticSpectrum {
    /// Logarithms of mel bands, `[batch, bands, frames]`.
    public var mel: Value
    /// Logarithm of the pitch in hertz, `[batch, frames]`, also where there is no voice.
    public var pitch: Value
    /// Above 0 where there is voice, `[batch, frames]`: the logit of its probability.
    public var voicing: Value
}

/// As the network computes them, so that all bands count alike.
public struct NormalizedSpectrum {
    /// With mean 0 and variance 1 in each band, `[batch, frames, bands]`.
    public var mel: Value
    /// Deviation from the speaker's mean, times ``AcousticModel/pitchScale``.
    public var pitch: Value
    /// As ``AcousticSpectrum/voicing``.
    public var voicing: Value
}

extension Layer {
    /// Frames of a spectrum.
    ///
    /// Parameters: `prosody.in`, `places`, `voice`, `speakers.weight`, `decoder.convnext.0`…,
    /// `decoder.final_layer_norm`, `decoder.out`; `statistics.mel.mean` and
    /// `statistics.mel.deviation` `[bands]`, and `statistics.pitch` `[speakers, 1]`, the mean of
    /// the logarithm of each speaker's pitch.
    ///
    /// - Parameters:
    ///   - frames: All frames, or a window of them: frames further than ``AcousticModel/reach``
    ///     from where it cuts are those of the whole.
    ///   - speakers: As in ``acousticEncoder(_:counts:speakers:_:)``.
    public func acousticDecoder(
        _ frames: AcousticFrames, speakers: Value, _ model: AcousticModel
    ) -> AcousticSpectrum {
        let normal = normalizedAcousticDecoder(frames, speakers: speakers, model)
        let statistics = self / "statistics"
        let mel =
            normal.mel * (statistics / "mel").parameter("deviation", [model.bands])
            + (statistics / "mel").parameter("mean", [model.bands])
        let mean = apply(.matMul, speakers, statistics.parameter("pitch", [model.speakers, 1]))
        return AcousticSpectrum(
            mel: mel.transposed(0, 2, 1), pitch: normal.pitch / AcousticModel.pitchScale + mean,
            voicing: normal.voicing)
    }

    /// The same before statistics make spectrum and pitch of it, which is what training compares.
    public func normalizedAcousticDecoder(
        _ frames: AcousticFrames, speakers: Value, _ model: AcousticModel
    ) -> NormalizedSpectrum {
        let none = NormalizedSpectrum(mel: nothing, pitch: nothing, voicing: nothing)
        if [frames.encodings, frames.index, frames.places, speakers].contains(where: \.isNothing) {
            return none
        }
        guard frames.encodings.shape.count == 3, frames.index.shape.count == 2,
            frames.places.shape == frames.index.shape + [4]
        else {
            refuse(
                "encodings \(frames.encodings.shape), index \(frames.index.shape), places "
                    + "\(frames.places.shape); they must be [batch, tokens, \(model.width)], "
                    + "[batch, frames] and [batch, frames, 4]")
            return none
        }
        let (batch, tokens) = (frames.encodings.size(0), frames.encodings.size(1))
        let count = frames.index.size(1)
        let prosody = Value.concatenated(
            [
                (frames.pitch * AcousticModel.pitchScale).addingAxis(2),
                frames.energy.addingAxis(2),
            ], axis: 2)
        let spoken =
            frames.encodings + (self / "prosody" / "in").linear(prosody, to: model.width)
        let mask = valid(frames.counts, count).cast(to: .float32).addingAxis(1)
        let voice = (self / "voice").linear(speakerVector(speakers, model), to: model.width)
        let expanded =
            spoken.reshaped([batch * tokens, Dimension(model.width)]).gather(frames.index)
            + (self / "places").linear(frames.places, to: model.width) + voice.addingAxis(1)

        let decoder = self / "decoder"
        let x = decoder.maskedBlocks(
            expanded.transposed(0, 2, 1) * mask, mask, model, model.decoder,
            0..<model.decoder.depth)
        let normal = (decoder / "final_layer_norm").layerNorm(
            x.transposed(0, 2, 1), epsilon: 1e-6)
        let all = (decoder / "out").linear(normal, to: model.bands + 2)
        func number(_ place: Int) -> Value {
            all.slice(2, from: Dimension(place), to: Dimension(place + 1)).reshaped([batch, count])
        }
        return NormalizedSpectrum(
            mel: all.slice(2, to: Dimension(model.bands)), pitch: number(model.bands),
            voicing: number(model.bands + 1))
    }
}
