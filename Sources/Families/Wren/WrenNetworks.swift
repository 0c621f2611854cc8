internal import ModelBlocks
public import SpeechModel
public import TensorRuntime

/// The networks that Wren speaks with: phonemes → frames → samples.
public struct WrenNetworks: Sendable {
    let acoustic: LoadedAcousticModel
    let vocoder: LoadedVocoder
    let voices: [WrenVoice]
    /// Samples of a frame.
    let hop: Int
    /// Sizes of the tables that tokens are looked up in.
    let inventory: AcousticModel.Inventory

    /// Loads them.
    ///
    /// - Parameters:
    ///   - acoustic: What `syrinx-train acoustic` exported.
    ///   - vocoder: What `syrinx-train vocoder` exported, of the same spectrum.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto`.
    /// - Throws: `LoadError.unusable` and
    ///   `LoadError.missing`.
    public init(
        acoustic: WeightStore, vocoder: WeightStore, executor: String = "onnxruntime",
        _ options: ExecutionOptions = ExecutionOptions(threads: 1),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(LoadError) {
        do throws(AcousticError) {
            let trained = try TrainedAcousticModel(acoustic)
            voices = try WrenVoice.all(of: trained)
            hop = trained.hop
            inventory = trained.model.inventory
            self.acoustic = try LoadedAcousticModel(
                trained, executor: executor, options, among: catalogue)
            let trainedVocoder = try Self.vocoder(vocoder, for: trained)
            self.vocoder = try Self.load(trainedVocoder, executor, options, catalogue)
        } catch {
            throw LoadError(error)
        }
    }

    /// A vocoder of the acoustic model's spectrum.
    private static func vocoder(
        _ weights: WeightStore, for acoustic: TrainedAcousticModel
    ) throws(AcousticError) -> TrainedVocoder {
        do throws(VocoderError) {
            let trained = try TrainedVocoder(weights)
            guard trained.rate == acoustic.rate, trained.melSize == acoustic.melSize,
                trained.vocoder.transform.hop == acoustic.hop,
                trained.melBasis == acoustic.melBasis
            else {
                throw VocoderError.wrongMetadata(
                    name: "mel", value: "another spectrum", expected: "the acoustic model's")
            }
            return trained
        } catch {
            throw .vocoder(error)
        }
    }

    private static func load(
        _ trained: TrainedVocoder, _ executor: String, _ options: ExecutionOptions,
        _ catalogue: ExecutorCatalogue
    ) throws(AcousticError) -> LoadedVocoder {
        do throws(VocoderError) {
            return try LoadedVocoder(
                trained.vocoder, rate: trained.rate, trained.weights, executor: executor, options,
                among: catalogue)
        } catch {
            throw .vocoder(error)
        }
    }
}

extension LoadError {
    /// Why Wren can't be loaded.
    fileprivate init(_ error: AcousticError) {
        switch error {
        case .execution(.libraryMissing(let name, _, let remedy)):
            self = .missing(component: name, remedy: remedy)
        default: self = .unusable(component: "Wren's weights", reason: error.description)
        }
    }
}
