internal import AudioSignal
internal import ModelBlocks
internal import SpeechModel
internal import SpeechText
internal import Synchronization
internal import TensorRuntime

/// An acoustic model and its voices, loaded when one of them first speaks.
final class WrenModel: Sendable {
    let voices: [WrenVoice]
    let detail: SpectralDetail
    /// Samples of a frame, at the spectrum's rate.
    let hop: Int
    /// The rate that the spectrum was measured at.
    let rate: SampleRate

    private let load: @Sendable () throws(AcousticError) -> LoadedAcousticModel
    private let loaded = Mutex<LoadedAcousticModel?>(nil)

    /// Reads what the weights say of themselves.
    ///
    /// - Parameter vocoder: What makes its frames sound.
    init(
        _ given: WrenWeights.Model, for vocoder: TrainedVocoder, executor: String,
        _ options: ExecutionOptions, among catalogue: ExecutorCatalogue
    ) throws(WrenError) {
        let trained = try WrenError.acoustic { () throws(AcousticError) in
            try TrainedAcousticModel(given.acoustic)
        }
        try WrenError.vocoder { () throws(VocoderError) in try Self.check(vocoder, for: trained) }
        let voices = try WrenVoice.all(of: trained, at: vocoder.rates, describedBy: given.voices)
        try WrenError.acoustic { () throws(AcousticError) in
            try Self.checkTables(of: trained, for: Set(voices.flatMap(\.voice.languages)))
        }
        self.voices = voices
        detail = SpectralDetail(mean: trained.melMean)
        (hop, rate) = (trained.hop, SampleRate(trained.rate))
        load = { () throws(AcousticError) in
            try LoadedAcousticModel(trained, executor: executor, options, among: catalogue)
        }
    }

    /// A voice by its ID.
    func voice(_ id: VoiceID) -> WrenVoice? { voices.first { $0.voice.id == id } }

    /// The networks. Who asks while they are being loaded waits.
    func acoustic() throws(WrenError) -> LoadedAcousticModel {
        try WrenError.acoustic { () throws(AcousticError) in
            try loaded.withLock { known throws(AcousticError) in
                if let known { return known }
                let model = try load()
                known = model
                return model
            }
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

    /// The vocoder must be one of the acoustic model's spectrum.
    private static func check(
        _ vocoder: TrainedVocoder, for acoustic: TrainedAcousticModel
    ) throws(VocoderError) {
        guard vocoder.rate == acoustic.rate, vocoder.melSize == acoustic.melSize,
            vocoder.vocoder.transform.hop == acoustic.hop,
            vocoder.melBasis.count == acoustic.melBasis.count,
            // One of them may have been rounded to 16 bits.
            zip(vocoder.melBasis, acoustic.melBasis).allSatisfy({ abs($0 - $1) < 1e-4 })
        else {
            throw .wrongMetadata(
                name: "mel", value: "another spectrum", expected: "the acoustic model's")
        }
    }
}
