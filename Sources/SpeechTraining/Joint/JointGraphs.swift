internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// The networks of a joint training: the spectrum that the acoustic model makes of tokens goes
/// into the vocoder, so that both learn from what is heard.
struct JointGraphs: Sendable {
    /// ``JointBatch`` → the sound and how wrong it is, by ``Result``.
    let reconstruction: Graph
    /// As of a vocoder's training.
    let (discrimination, judgement): (Graph, Graph)

    /// Names of the networks' parameters begin with these.
    static let (acoustic, vocoder) = ("acoustic", "vocoder")

    /// Places of what ``reconstruction`` gives.
    enum Result: Int {
        /// `[batch, samples]`
        case made
        /// The sum of all weighted losses.
        case loss
        /// Losses, each a number: of the sound its spectral distances and that of log-mel spectra,
        /// of the acoustic model the sum of its own and that of mel spectra.
        case spectral, mel, acoustic, acousticMel

        /// The losses, by the names that are shown.
        static let losses: [(name: String, result: Result)] = [
            ("spectral", .spectral), ("mel", .mel), ("acoustic", .acoustic),
            ("acoustic mel", .acousticMel),
        ]
    }

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for sizes that don't fit together.
    init(
        _ recipe: JointRecipe, _ model: AcousticModel, _ vocoder: ConvNeXtVocoder,
        _ package: AudioPackage
    ) throws(TrainingError) {
        reconstruction = try Self.reconstruction(
            of: recipe.window, recipe, model, vocoder, package)
        let samples = recipe.window * package.hop
        (discrimination, judgement) = try VocoderGraphs.opposition(
            of: samples, recipe.vocoder(vocoder))
    }

    /// The same for windows of so many frames.
    static func reconstruction(
        of window: Int, _ recipe: JointRecipe, _ model: AcousticModel,
        _ vocoder: ConvNeXtVocoder, _ package: AudioPackage
    ) throws(TrainingError) -> Graph {
        try TrainingError.building { () throws(GraphError) in
            try Graph("joint training") { net in
                let spoken = AcousticGraphs.reconstruct(
                    recipe.acoustic(model), model, net / acoustic)
                func of(_ result: AcousticGraphs.Result) -> Value {
                    spoken[result.rawValue].value
                }
                let byFrame: [Dimension] = ["batch", Dimension(window)]
                let bySample: [Dimension] = ["batch", Dimension(window * package.hop)]
                let index = net.input("window", byFrame, as: .int64)
                let inside = net.input("inside", byFrame).addingAxis(2)
                let audio = net.input("audio", bySample)
                let excitation = Excitation(
                    pitch: net.input("hertz", byFrame), harmonic: net.input("harmonic", bySample),
                    noise: net.input("noise", bySample))

                let statistics = net / acoustic / "statistics" / "mel"
                let bands = Dimension(model.bands)
                let normal =
                    of(.made) + (of(.real) - of(.made)) * net.input("recorded", ["batch", 1, 1])
                let all = normal.reshaped([normal.size(0) * normal.size(1), bands])
                let mel =
                    all.gather(index) * statistics.parameter("deviation", [model.bands])
                    + statistics.parameter("mean", [model.bands])
                // What a piece lacks is silence.
                let seen = mel * inside + (1 - inside) * log(LogMel.floor)
                let made = (net / Self.vocoder).convNeXtVocoder(
                    seen.transposed(0, 2, 1), vocoder, excitation: excitation)
                let (spectral, distance) = VocoderGraphs.distances(
                    of: made, audio, LogMel.of(audio, package, net), package, net)
                return [
                    "made": made,
                    "loss": of(.loss) * recipe.acousticWeight + spectral * recipe.spectralWeight
                        + distance * recipe.melWeight,
                    "spectral": spectral, "distance": distance, "acoustic": of(.loss),
                    "acoustic.distance": of(.mel),
                ]
            }
        }
    }
}
