internal import ModelBlocks
internal import TensorRuntime

/// The networks of an acoustic model's training, for batches of any size.
struct AcousticGraphs: Sendable {
    /// ``AcousticBatch`` → what the model makes of it and how wrong that is, by ``Result``.
    let reconstruction: Graph
    /// `real`, `made`, `speakers`, `mask` → `loss` of the discriminator.
    let discrimination: Graph
    /// `real`, `made`, `speakers`, `mask`, `reconstruction` (its loss) → the whole `loss` of the
    /// model, and its parts `adversarial` and `matching`.
    let judgement: Graph

    /// Places of what ``reconstruction`` gives.
    enum Result: Int, CaseIterable {
        /// The sum of all weighted losses.
        case loss
        /// Mel spectra, normalised, zero in the padding, `[batch, frames, bands]`.
        case real, made
        /// 1 for frames, 0 for padding, `[batch, frames]`.
        case mask
        /// Losses, each a number.
        case mel, duration, tokenPitch, energy, pitch, voicing
        /// Mean error of durations in frames, of the pitch of frames with voice in semitones,
        /// and the part of frames whose voicing is wrong.
        case durationFrames, pitchSemitones, voicingMistakes

        /// The losses, by the names that are shown.
        static let losses: [(name: String, result: Result)] = [
            ("mel", .mel), ("duration", .duration), ("token pitch", .tokenPitch),
            ("energy", .energy), ("pitch", .pitch), ("voicing", .voicing),
        ]
        /// What is measured of clips that were held out.
        static let measures =
            losses + [
                ("duration frames", .durationFrames), ("pitch semitones", .pitchSemitones),
                ("voicing mistakes", .voicingMistakes),
            ]
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for sizes that don't fit together.
    init(_ recipe: AcousticRecipe, _ model: AcousticModel) throws(TrainingError) {
        do throws(GraphError) {
            reconstruction = try Graph("acoustic training") { net in
                Self.reconstruct(recipe, model, net)
            }
            discrimination = try Graph("discrimination") { net in
                let (real, made) = Self.judgements(recipe, model, net)
                return ["loss": AdversarialLoss.discriminator(real: [real], made: [made])]
            }
            judgement = try Graph("judgement") { net in
                let (real, made) = Self.judgements(recipe, model, net)
                let adversarial = AdversarialLoss.generator([made])
                let matching = AdversarialLoss.featureMatching(real: [real], made: [made])
                return [
                    "loss": net.input("reconstruction", [])
                        + adversarial * recipe.adversarialWeight
                        + matching * recipe.matchingWeight,
                    "adversarial": adversarial, "matching": matching,
                ]
            }
        } catch {
            throw TrainingError(error)
        }
    }

    /// What an acoustic model makes of a batch and how wrong that is, by ``Result``.
    ///
    /// - Parameter net: Where the model's parameters are.
    static func reconstruct(
        _ recipe: AcousticRecipe, _ model: AcousticModel, _ net: Layer
    ) -> KeyValuePairs<String, Value> {
        let byToken: [Dimension] = ["batch", "tokens"]
        let byFrame: [Dimension] = ["batch", "frames"]
        let bands = Dimension(model.bands)
        let tokens = net.input("tokens", byToken + [4], as: .int64)
        let tokenCounts = net.input("token.counts", ["batch"], as: .int64)
        let speakers = net.input("speakers", ["batch", Dimension(model.speakers)])
        let durations = net.input("durations", byToken)
        let pitch = net.input("token.pitch", byToken)
        let energy = net.input("token.energy", byToken)
        let index = net.input("index", byFrame, as: .int64)
        let places = net.input("places", byFrame + [4])
        let frameCounts = net.input("frame.counts", ["batch"], as: .int64)
        let mel = net.input("mel", byFrame + [bands])
        let framePitch = net.input("pitch", byFrame)
        let voiced = net.input("voiced", byFrame)

        let encoded = net.acousticEncoder(tokens, counts: tokenCounts, speakers: speakers, model)
        let spectrum = net.normalizedAcousticDecoder(
            AcousticFrames(
                encodings: encoded.encodings, pitch: pitch, energy: energy, index: index,
                places: places, counts: frameCounts),
            speakers: speakers, model)

        func mask(_ counts: Value, _ length: Dimension) -> Value {
            (net.range(length).addingAxis(0) .< counts.addingAxis(1)).cast(to: .float32)
        }
        let said = mask(tokenCounts, "tokens")
        let kept = mask(frameCounts, "frames")
        /// The mean of what a mask keeps.
        func mean(_ value: Value, _ mask: Value) -> Value {
            (value * mask).sum() / mask.sum().clamped(1)
        }
        let statistics = net / "statistics" / "mel"
        let real =
            (mel - statistics.parameter("mean", [model.bands]))
            / statistics.parameter("deviation", [model.bands]) * kept.addingAxis(2)
        let made = spectrum.mel * kept.addingAxis(2)
        let melLoss = (made - real).magnitude().sum() / kept.sum().clamped(1) / Double(model.bands)

        let durationError = encoded.durations - durations
        let durationLoss = mean(durationError * durationError, said)
        let scale = AcousticModel.pitchScale
        let tokenPitchLoss = mean((encoded.pitch - pitch).magnitude(), said) * scale
        let energyLoss = mean((encoded.energy - energy).magnitude(), said)
        let pitchError = mean((spectrum.pitch / scale - framePitch).magnitude(), voiced)
        let logit = spectrum.voicing
        let voicingLoss = mean(logit.mapped(.softplus) - logit * voiced, kept)
        let wrong = ((logit .> net.constant(Float(0))).cast(to: .float32) - voiced).magnitude()
        let frameError = (encoded.durations.exp() - durations.exp()).magnitude()
        let loss =
            melLoss * recipe.melWeight + durationLoss * recipe.durationWeight
            + (tokenPitchLoss + energyLoss) * recipe.prosodyWeight
            + pitchError * (scale * recipe.pitchWeight) + voicingLoss * recipe.voicingWeight
        return [
            "loss": loss, "real": real, "made": made, "mask": kept, "mel.loss": melLoss,
            "duration.loss": durationLoss, "token.pitch.loss": tokenPitchLoss,
            "energy.loss": energyLoss, "pitch.loss": pitchError * scale,
            "voicing.loss": voicingLoss, "duration.frames": mean(frameError, said),
            // Twelve semitones are an octave.
            "pitch.semitones": pitchError * (12 / 0.693_147_180_56),
            "voicing.mistakes": mean(wrong, kept),
        ]
    }

    private static func judgements(
        _ recipe: AcousticRecipe, _ model: AcousticModel, _ net: Layer
    ) -> (real: Judgement, made: Judgement) {
        let shape: [Dimension] = ["batch", "frames", Dimension(model.bands)]
        let real = net.input("real", shape)
        let made = net.input("made", shape)
        let speakers = net.input("speakers", ["batch", Dimension(model.speakers)])
        let mask = net.input("mask", ["batch", "frames"])
        func judge(_ mel: Value) -> Judgement {
            (net / "discriminator").melDiscriminator(
                mel, speakers: speakers, mask: mask, channels: recipe.discriminatorChannels)
        }
        return (judge(real), judge(made))
    }
}
