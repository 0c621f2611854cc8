internal import ModelBlocks
public import SpeechModel
public import TensorRuntime

/// The networks that Wren speaks with: phonemes → frames → samples.
public struct WrenNetworks: Sendable {
    /// One at least.
    let models: [WrenModel]
    let vocoders: WrenVocoders

    /// Takes them: the vocoder and the first acoustic model are ready then.
    ///
    /// - Parameter executor: One of `ExecutorCatalogue.names`, or `auto`.
    /// - Throws: `LoadError.unusable` and `LoadError.missing`.
    public init(
        _ given: WrenWeights, executor: String = "native",
        _ options: ExecutionOptions = ExecutionOptions(threads: 1),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(LoadError) {
        do throws(WrenError) {
            let vocoder = try WrenError.vocoder { () throws(VocoderError) in
                try TrainedVocoder(given.vocoder)
            }
            vocoders = WrenVocoders(vocoder, executor: executor, options, among: catalogue)
            var models: [WrenModel] = []
            for weights in given.models {
                models.append(
                    try WrenModel(
                        weights, for: vocoder, executor: executor, options, among: catalogue))
            }
            self.models = models
            try Self.checkNames(of: models.flatMap(\.voices))
            guard let first = models.first else { throw .voices("there is no model") }
            _ = try first.acoustic()
        } catch {
            throw error.loading
        }
    }

    /// The voices of all models.
    var voices: [Voice] { models.flatMap { $0.voices.map(\.voice) } }

    /// A voice, or a blend of voices of one model, and the model it is of.
    func voice(_ id: VoiceID) -> (WrenVoice, WrenModel)? {
        for model in models {
            if let voice = model.voice(id) { return (voice, model) }
        }
        guard let blend = VoiceBlend(id) else { return nil }
        for model in models {
            let parts = blend.parts.compactMap { part in
                model.voice(part.voice).map { (voice: $0, share: Float(part.share)) }
            }
            if parts.count == blend.parts.count, let voice = WrenVoice(mixing: parts, as: id) {
                return (voice, model)
            }
        }
        return nil
    }

    private static func checkNames(of voices: [WrenVoice]) throws(WrenError) {
        var known: Set<VoiceID> = []
        for voice in voices where !known.insert(voice.voice.id).inserted {
            throw .voices("two models have a voice '\(voice.voice.id.name)'")
        }
    }
}
