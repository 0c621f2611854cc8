internal import ModelBlocks
public import TensorRuntime

/// The networks of a vocoder's training. Pieces have a fixed number of samples, batches any.
public struct VocoderGraphs: Sendable {
    /// `mel [batch, bands, frames]`, and `Excitation` for a source-filter vocoder → `audio
    /// [batch, samples]`: what is trained and used.
    public let vocoder: Graph
    /// `audio [batch, samples]` and the rest of ``VocoderBatch`` → `made` likewise and `loss`,
    /// spectral distances of both.
    let reconstruction: Graph
    /// `audio`, `made` → `loss` of the discriminators.
    let discrimination: Graph
    /// `audio`, `made`, `reconstruction` (its loss) → the whole `loss` of the generator, and its
    /// parts `adversarial` and `matching`.
    let judgement: Graph

    /// Names of the discriminators' parameters begin with this, so that they stay out of the
    /// vocoder's weights.
    static let discriminators = "discriminators"

    /// Networks for the spectra of a package.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for sizes that don't fit together.
    public init(_ recipe: VocoderRecipe, for package: AudioPackage) throws(TrainingError) {
        try recipe.check(hop: package.hop)
        let bands = package.melBasis.shape[0]
        let vocoder = recipe.vocoder(bands: bands, hop: package.hop)
        guard vocoder.head == .spectral || package.hasPitch else {
            throw .wrongSetting(
                name: "head", reason: "a sourceFilter needs a package with pitch; prepare it again")
        }
        guard recipe.givenShare == 0 || package.hasPredictedMels else {
            throw .wrongSetting(
                name: "givenShare", reason: "the package has no predicted spectra, mel.predicted")
        }
        let samples = Dimension(recipe.frames * package.hop)
        do throws(GraphError) {
            self.vocoder = try Graph("vocoder") { net in
                let mel = net.input("mel", ["batch", Dimension(bands), "frames"])
                let excitation =
                    vocoder.head == .sourceFilter
                    ? Excitation(net, "batch", "frames", hop: package.hop) : nil
                return ["audio": net.convNeXtVocoder(mel, vocoder, excitation: excitation)]
            }
            reconstruction = try Graph("reconstruction") { net in
                let audio = net.input("audio", ["batch", samples])
                let (mel, made) = Self.copy(of: audio, recipe.frames, recipe, package, net)
                let (spectral, melDistance) = Self.distances(of: made, audio, mel, package, net)
                return [
                    "made": made,
                    "loss": spectral * recipe.spectralWeight + melDistance * recipe.melWeight,
                    "spectral": spectral, "mel": melDistance,
                ]
            }
        } catch {
            throw TrainingError(error)
        }
        (discrimination, judgement) = try Self.opposition(
            of: recipe.frames * package.hop, recipe)
    }

    /// What discriminators say of so many samples: ``discrimination`` and ``judgement``.
    static func opposition(
        of samples: Int, _ recipe: VocoderRecipe
    ) throws(TrainingError) -> (discrimination: Graph, judgement: Graph) {
        let shape: [Dimension] = ["batch", Dimension(samples)]
        return try TrainingError.building { () throws(GraphError) in
            let discrimination = try Graph("discrimination") { net in
                let real = net.input("audio", shape)
                let made = net.input("made", shape)
                return [
                    "loss": AdversarialLoss.discriminator(
                        real: judgements(of: real, recipe, net),
                        made: judgements(of: made, recipe, net))
                ]
            }
            let judgement = try Graph("judgement") { net in
                let real = judgements(of: net.input("audio", shape), recipe, net)
                let made = judgements(of: net.input("made", shape), recipe, net)
                let adversarial = AdversarialLoss.generator(made)
                let matching = AdversarialLoss.featureMatching(real: real, made: made)
                return [
                    "loss": net.input("reconstruction", []) + adversarial * recipe.adversarialWeight
                        + matching * recipe.matchingWeight,
                    "adversarial": adversarial, "matching": matching,
                ]
            }
            return (discrimination, judgement)
        }
    }

    /// `audio` of so many frames, and the rest of ``VocoderBatch`` → `made`: what the vocoder
    /// makes of its spectrum, and how wrong that is.
    static func copying(
        _ frames: Int, _ recipe: VocoderRecipe, _ package: AudioPackage
    ) throws(TrainingError) -> Graph {
        try TrainingError.building { () throws(GraphError) in
            try Graph("copy") { net in
                let audio = net.input("audio", ["batch", Dimension(frames * package.hop)])
                let (mel, made) = copy(of: audio, frames, recipe, package, net)
                let (spectral, melDistance) = distances(of: made, audio, mel, package, net)
                return ["made": made, "spectral": spectral, "mel": melDistance]
            }
        }
    }

    /// How far what was made is from audio: in spectra, and in log-mel bands.
    static func distances(
        of made: Value, _ audio: Value, _ mel: Value, _ package: AudioPackage, _ net: Layer
    ) -> (spectral: Value, mel: Value) {
        (
            SpectralLoss()(made, audio, in: net),
            (LogMel.of(made, package, net) - mel).magnitude().mean()
        )
    }

    /// The spectrum of audio, and what the vocoder makes of it, or of the one it is given.
    private static func copy(
        of audio: Value, _ frames: Int, _ recipe: VocoderRecipe, _ package: AudioPackage,
        _ net: Layer
    ) -> (mel: Value, made: Value) {
        let bands = package.melBasis.shape[0]
        let vocoder = recipe.vocoder(bands: bands, hop: package.hop)
        let mel = LogMel.of(audio, package, net)
        guard vocoder.head == .sourceFilter else {
            return (mel, net.convNeXtVocoder(mel, vocoder))
        }
        let excitation = Excitation(net, "batch", Dimension(frames), hop: package.hop)
        var seen = mel
        if recipe.givenShare > 0 {
            let given = net.input("given", ["batch", Dimension(bands), Dimension(frames)])
            let share = net.input("share", ["batch", 1, 1])
            seen = mel + (given - mel) * share
        }
        return (mel, net.convNeXtVocoder(seen, vocoder, excitation: excitation))
    }

    private static func judgements(
        of audio: Value, _ recipe: VocoderRecipe, _ net: Layer
    ) -> [Judgement] {
        let place = net / discriminators
        let periods = [2, 3, 5, 7, 11].map { period in
            (place / "period" / period).periodDiscriminator(
                audio, period: period, channels: recipe.periodChannels)
        }
        let spectra = [(1024, 200), (400, 100)].map { size, hop in
            (place / "spectrum" / size).spectrumDiscriminator(
                audio, size: size, hop: hop, channels: recipe.spectrumChannels)
        }
        return periods + spectra
    }
}
