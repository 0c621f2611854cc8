internal import AudioSignal
internal import ModelBlocks
public import SpeechModel
internal import SpeechText
public import TensorRuntime

/// The networks that Wren speaks with: phonemes → frames → samples.
public struct WrenNetworks: Sendable {
    let acoustic: LoadedAcousticModel
    let vocoders: WrenVocoders
    let voices: [WrenVoice]
    let detail: SpectralDetail
    /// Samples of a frame, at the spectrum's rate.
    let hop: Int
    /// The rate that the spectrum was measured at.
    let rate: SampleRate

    /// Loads them.
    ///
    /// - Parameter executor: One of `ExecutorCatalogue.names`, or `auto`.
    /// - Throws: `LoadError.unusable` and `LoadError.missing`.
    public init(
        _ given: WrenWeights, executor: String = "native",
        _ options: ExecutionOptions = ExecutionOptions(threads: 1),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(LoadError) {
        do throws(WrenError) {
            let trained = try WrenError.acoustic { () throws(AcousticError) in
                try TrainedAcousticModel(given.acoustic)
            }
            let vocoder = try WrenError.vocoder { () throws(VocoderError) in
                try Self.vocoder(given.vocoder, for: trained)
            }
            let voices = try WrenVoice.all(
                of: trained, at: vocoder.rates, describedBy: given.voices)
            try WrenError.acoustic { () throws(AcousticError) in
                try Self.checkTables(of: trained, for: Set(voices.flatMap(\.voice.languages)))
            }
            self.voices = voices
            vocoders = WrenVocoders(vocoder, executor: executor, options, among: catalogue)
            detail = SpectralDetail(mean: trained.melMean)
            (hop, rate) = (trained.hop, SampleRate(trained.rate))
            acoustic = try WrenError.acoustic { () throws(AcousticError) in
                try LoadedAcousticModel(trained, executor: executor, options, among: catalogue)
            }
        } catch {
            throw error.loading
        }
    }

    /// Its tables must have a row for every phoneme and stress of the languages, and for every place
    /// in a word.
    private static func checkTables(
        of trained: TrainedAcousticModel, for languages: Set<Language>
    ) throws(AcousticError) {
        // Latin words are English in all.
        let inventories = Set(languages).union([.english]).compactMap { PhonemeInventory.of($0) }
        let (rows, sizes) = (trained.model.inventory, PhonemeToken.fieldSizes(of: inventories))
        let tables = [
            ("phoneme", rows.phonemes, sizes[0]), ("stress", rows.stresses, sizes[1]),
            ("position", rows.positions, sizes[2]),
            ("language", rows.languages, (inventories.map(\.number).max() ?? 0) + 1),
        ]
        for (name, rows, least) in tables where rows < least {
            throw .wrongTensor(
                name: "tokens.\(name).weight", expected: "\(least) rows or more", got: "\(rows)")
        }
    }

    /// A vocoder of the acoustic model's spectrum.
    private static func vocoder(
        _ weights: WeightStore, for acoustic: TrainedAcousticModel
    ) throws(VocoderError) -> TrainedVocoder {
        let trained = try TrainedVocoder(weights)
        guard trained.rate == acoustic.rate, trained.melSize == acoustic.melSize,
            trained.vocoder.transform.hop == acoustic.hop, trained.melBasis == acoustic.melBasis
        else {
            throw .wrongMetadata(
                name: "mel", value: "another spectrum", expected: "the acoustic model's")
        }
        return trained
    }
}
