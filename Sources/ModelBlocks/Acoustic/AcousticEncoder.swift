public import TensorRuntime

/// What an acoustic model's encoder tells of each token.
public struct AcousticTokens {
    /// What the decoder makes frames of, `[batch, tokens, width]`.
    public var encodings: Value
    /// log(frames + 1), `[batch, tokens]`
    public var durations: Value
    /// How far the logarithm of the pitch is from the speaker's mean, `[batch, tokens]`; 0.69 is
    /// an octave. Where there is no voice, what lies between its neighbours.
    public var pitch: Value
    /// How far the logarithm of the loudness is from the mean, in standard deviations, likewise.
    public var energy: Value
}

extension Layer {
    /// Tokens, encoded in their phrase.
    ///
    /// Parameters: tables `tokens.phoneme`, `tokens.stress`, `tokens.position`,
    /// `tokens.language`, `speakers`; `encoder.norm`, `encoder.convnext.0`…,
    /// `encoder.attention_norm`, `encoder.attention`, `encoder.final_layer_norm`; of the
    /// predictors `duration` and `prosody` `convnext.0`…, `norm`, `out`.
    ///
    /// - Parameters:
    ///   - tokens: int64 `[batch, tokens, 4]`: phoneme, stress or tone, position in the word,
    ///     language.
    ///   - counts: int64 `[batch]`, tokens of each phrase; what follows them is padding and
    ///     bears upon nothing.
    ///   - speakers: `[batch, speakers]`, how much of each speaker's row the voice has. One 1
    ///     among zeros is a speaker, weights that sum to 1 are a mixture.
    public func acousticEncoder(
        _ tokens: Value, counts: Value, speakers: Value, _ model: AcousticModel
    ) -> AcousticTokens {
        let none = AcousticTokens(
            encodings: nothing, durations: nothing, pitch: nothing, energy: nothing)
        if tokens.isNothing || counts.isNothing || speakers.isNothing { return none }
        guard tokens.shape.count == 3, tokens.shape[2] == 4 else {
            refuse(
                "tokens are \(tokens.shape), they must be [batch, tokens, 4]: phoneme, stress, "
                    + "position, language")
            return none
        }
        let (batch, count) = (tokens.size(0), tokens.size(1))
        let voice = speakerVector(speakers, model)
        let valid = self.valid(counts, count)
        let mask = valid.cast(to: .float32).addingAxis(1)

        var x = voice.addingAxis(1)
        for (column, table) in model.inventory.tables.enumerated() {
            let ids = tokens.slice(2, from: Dimension(column), to: Dimension(column + 1))
                .reshaped([batch, count])
            x =
                x
                + (self / "tokens" / table.name).embedding(
                    ids, count: table.count, width: model.width)
        }
        let place = self / "encoder"
        x = (place / "norm").layerNorm(x, epsilon: 1e-6).transposed(0, 2, 1) * mask
        let middle = model.encoder.depth / 2
        x = place.maskedBlocks(x, mask, model, model.encoder, 0..<middle)
        if model.heads > 0 {
            let frames = x.transposed(0, 2, 1)
            x = x + place.phraseAttention(frames, valid, model).transposed(0, 2, 1) * mask
        }
        x = place.maskedBlocks(x, mask, model, model.encoder, middle..<model.encoder.depth)
        let encodings = (place / "final_layer_norm").layerNorm(
            x.transposed(0, 2, 1), epsilon: 1e-6)

        func predicted(_ name: String, _ blocks: AcousticModel.Blocks, _ numbers: Int) -> [Value] {
            let predictor = self / name
            let seen = encodings.transposed(0, 2, 1) * mask
            let y = predictor.maskedBlocks(seen, mask, model, blocks, 0..<blocks.depth)
            let normal = (predictor / "norm").layerNorm(y.transposed(0, 2, 1), epsilon: 1e-6)
            return (predictor / "out").linear(normal, to: numbers).split(numbers, axis: 2)
                .map { $0.reshaped([batch, count]) }
        }
        let durations = predicted("duration", model.duration, 1)
        let prosody = predicted("prosody", model.prosody, 2)
        return AcousticTokens(
            encodings: encodings, durations: durations[0],
            pitch: prosody[0] / AcousticModel.pitchScale, energy: prosody[1])
    }

    /// What the tokens take from the whole phrase, `[batch, tokens, width]`.
    private func phraseAttention(_ x: Value, _ valid: Value, _ model: AcousticModel) -> Value {
        guard model.width % model.heads == 0, model.width / model.heads % 2 == 0 else {
            return refuse(
                "\(model.width) channels can't be divided into \(model.heads) heads of an even "
                    + "width")
        }
        let width = model.width / model.heads
        let timeline = self.timeline(of: x, causal: false, valid: valid)
        let normal = (self / "attention_norm").layerNorm(x, epsilon: 1e-6)
        let seen = (self / "attention").attention(
            normal, Attention(heads: model.heads, width: width, bias: true), timeline,
            angles: rotaryAngles(Rotary(width: width), timeline))
        return model.dropout > 0 ? apply(.dropout(probability: model.dropout), seen) : seen
    }

    /// A mixture of the speakers' rows, `[batch, width]`. Parameter `speakers.weight`.
    func speakerVector(_ speakers: Value, _ model: AcousticModel) -> Value {
        guard model.speakers > 0, model.width > 0 else {
            return refuse("\(model.speakers) speakers of \(model.width) features")
        }
        return apply(
            .matMul, speakers,
            (self / "speakers").parameter("weight", [model.speakers, model.width]))
    }

    /// Which places of a batch's sequences are their own, bool `[batch, length]`.
    func valid(_ counts: Value, _ length: Dimension) -> Value {
        range(length).addingAxis(0) .< counts.addingAxis(1)
    }

    /// Blocks `convnext.0`… whose convolutions see zeros beyond each sequence's end, as they would
    /// if it were alone.
    ///
    /// - Parameters:
    ///   - x: `[batch, channels, frames]`, zero in the padding.
    ///   - mask: `[batch, 1, frames]`
    func maskedBlocks(
        _ x: Value, _ mask: Value, _ model: AcousticModel, _ blocks: AcousticModel.Blocks,
        _ numbers: Range<Int>
    ) -> Value {
        numbers.reduce(x) { x, number in
            (self / "convnext" / number).convNeXtBlock(
                x, hidden: model.hidden, kernel: blocks.kernel, dropout: model.dropout) * mask
        }
    }
}
