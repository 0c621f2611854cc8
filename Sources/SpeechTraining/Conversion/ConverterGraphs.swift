internal import ModelBlocks
internal import TensorRuntime

/// The networks of a converter's training. Pieces have a fixed number of frames, batches any.
struct ConverterGraphs: Sendable {
    /// ``ConverterBatch`` → `made` and `real` `[batch, samples]` of the frames that are judged,
    /// `loss`, and its parts `spectral`, `mel`, `speaker`, and `units` where the encoder learns.
    let reconstruction: Graph
    /// `real`, `made` → `loss` of the discriminators.
    let discrimination: Graph
    /// `real`, `made`, `share` (what discriminators count so far), `reconstruction` (its loss) → the
    /// whole `loss` of the generator, and its parts `adversarial` and `matching`.
    let judgement: Graph
    /// `audio`, frames of the inputs, `speaker` → `made`, without discriminators and losses.
    let model: ConversionModel
    private let stopsGradient: Bool

    /// - Parameters:
    ///   - speakers: How many there are to tell apart.
    ///   - units: How many the content encoder's head tells apart.
    init(
        _ recipe: ConverterRecipe, _ model: ConversionModel, for package: AudioPackage,
        speakers: Int, units: Int
    ) throws(TrainingError) {
        self.model = model
        stopsGradient = recipe.stopsGradient
        let (hop, skipped) = (ConversionModel.hop, recipe.warmFrames)
        let samples = (recipe.frames - skipped) * hop
        let frames = Dimension(recipe.frames)
        (reconstruction, discrimination, judgement) = try TrainingError.building {
            () throws(GraphError) in
            let reconstruction = try Graph("conversion lesson") { net in
                let reference = net.input(
                    "reference", ["batch", Dimension(recipe.referenceFrames * hop)])
                let speaker = (net / "speaker").speakerVector(reference, model.speaker)
                let told = net.input(
                    "content", ["batch", Dimension(model.content.width), frames])
                let (content, off) =
                    recipe.stopsGradient
                    ? (told, nil) : net.heardContent(told, model, frames, units: units)
                let side = net.input(
                    "side", ["batch", Dimension(model.decoder.side), frames])
                let excitation =
                    model.decoder.head == .sourceFilter
                    ? Excitation(net, "batch", frames, hop: hop) : nil
                let all = (net / "decoder").conversionDecoder(
                    ConversionFrames(
                        content: content, side: side, speaker: speaker, excitation: excitation),
                    model.decoder)
                let made = all.slice(1, from: Dimension(skipped * hop))
                    .reshaped(["batch", Dimension(samples)])
                let real = net.input("real", ["batch", Dimension(samples)])
                let spectral = SpectralLoss()(made, real, in: net)
                let mel = (LogMel.of(made, package, net) - LogMel.of(real, package, net))
                    .magnitude().mean()
                let who = net.input("who", ["batch", 1], as: .int64)
                let logits = (net / "who").linear(speaker, to: speakers)
                let apart = -net.apply(.gatherElements(axis: 1), logits.logSoftmax(), who).mean()
                let loss =
                    spectral * recipe.spectralWeight + mel * recipe.melWeight
                    + apart * recipe.speakerWeight
                guard let off else {
                    return [
                        "made": made, "loss": loss, "spectral": spectral, "mel": mel,
                        "speaker": apart,
                    ]
                }
                return [
                    "made": made, "loss": loss + off * recipe.unitWeight, "spectral": spectral,
                    "mel": mel, "speaker": apart, "units": off,
                ]
            }
            let shape: [Dimension] = ["batch", Dimension(samples)]
            let discrimination = try Graph("discrimination") { net in
                [
                    "loss": AdversarialLoss.discriminator(
                        real: Self.judgements(of: net.input("real", shape), recipe, net),
                        made: Self.judgements(of: net.input("made", shape), recipe, net))
                ]
            }
            let judgement = try Graph("judgement") { net in
                let real = Self.judgements(of: net.input("real", shape), recipe, net)
                let made = Self.judgements(of: net.input("made", shape), recipe, net)
                let share = net.input("share", [])
                let adversarial = AdversarialLoss.generator(made)
                let matching = AdversarialLoss.featureMatching(real: real, made: made)
                let opposed =
                    adversarial * recipe.adversarialWeight + matching * recipe.matchingWeight
                return [
                    "loss": net.input("reconstruction", []) + opposed * share,
                    "adversarial": adversarial, "matching": matching,
                ]
            }
            return (reconstruction, discrimination, judgement)
        }
    }

    /// What a whole recording becomes: the inputs of ``reconstruction`` without `real` and `who` →
    /// `made`.
    ///
    /// - Parameter reference: Frames of the recording that tells who speaks.
    func conversion(frames: Int, reference: Int) throws(TrainingError) -> Graph {
        let (model, stopsGradient) = (model, stopsGradient)
        return try TrainingError.building { () throws(GraphError) in
            try Graph("conversion") { net in
                let audio = net.input("reference", [1, Dimension(reference * ConversionModel.hop)])
                let speaker = (net / "speaker").speakerVector(audio, model.speaker)
                let content =
                    stopsGradient
                    ? net.input("content", [1, Dimension(model.content.width), Dimension(frames)])
                    : (net / "content").conversionEncoder(
                        net.input("audio", [1, Dimension(frames * ConversionModel.hop)]),
                        model.content)
                let side = net.input("side", [1, Dimension(model.decoder.side), Dimension(frames)])
                let excitation =
                    model.decoder.head == .sourceFilter
                    ? Excitation(net, 1, Dimension(frames), hop: ConversionModel.hop) : nil
                return [
                    "made": (net / "decoder").conversionDecoder(
                        ConversionFrames(
                            content: content, side: side, speaker: speaker, excitation: excitation),
                        model.decoder)
                ]
            }
        }
    }

    private static func judgements(
        of audio: Value, _ recipe: ConverterRecipe, _ net: Layer
    ) -> [Judgement] {
        recipe.scales.map { scale in
            (net / "discriminators" / "scale" / scale).scaleDiscriminator(
                audio, scale: scale, channels: recipe.scaleChannels)
        }
    }
}

extension Layer {
    /// What an encoder that learns hears in `audio` `[batch, samples]`, and how far its units are from
    /// those that it knew.
    ///
    /// - Parameter told: What it heard before it began to learn, `[batch, width, frames]`.
    fileprivate func heardContent(
        _ told: Value, _ model: ConversionModel, _ frames: Dimension, units: Int
    ) -> (content: Value, off: Value?) {
        let audio = input("audio", ["batch", frames * Dimension(ConversionModel.hop)])
        let content = (self / "content").conversionEncoder(audio, model.content)
        let head = self / "head"
        let known = head.contentLogits(told, classes: units, dropout: 0).softmax(2)
        let logits = head.contentLogits(content, classes: units, dropout: 0)
        return (content, -(known * logits.logSoftmax()).sum(2).mean())
    }

    /// Who speaks in recordings of equal length, `[batch, width]`.
    ///
    /// - Parameter audio: `[batch, samples]`
    fileprivate func speakerVector(_ audio: Value, _ encoder: ConversionModel.Encoder) -> Value {
        let features = conversionEncoder(audio, encoder)
        let shares = (self / "pool").poolingScores(features).softmax(2)
        return (features * shares).sum(2)
    }
}
