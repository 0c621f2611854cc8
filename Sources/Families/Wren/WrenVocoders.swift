internal import ModelBlocks
internal import Synchronization
internal import TensorRuntime
internal import Vocoding

/// Wren's vocoder at each rate that it offers, loaded when a voice is first asked for that rate.
final class WrenVocoders: Sendable {
    /// Samples per second, ascending.
    let rates: [Int]
    private let load: @Sendable (Int) throws(VocoderError) -> LoadedVocoder
    private let loaded = Mutex<[Int: LoadedVocoder]>([:])

    init(
        _ trained: TrainedVocoder, executor: String, _ options: ExecutionOptions,
        among catalogue: ExecutorCatalogue
    ) {
        rates = trained.rates.sorted()
        load = { (rate) throws(VocoderError) in
            try LoadedVocoder(
                trained, rate: rate, executor: executor, options, among: catalogue)
        }
    }

    /// The vocoder at a rate. Who asks while it is being loaded waits.
    ///
    /// - Throws: ``VocoderError/noSuchRate(_:offered:)`` for others than ``rates``.
    func vocoder(at rate: Int) throws(VocoderError) -> LoadedVocoder {
        try loaded.withLock { known throws(VocoderError) in
            if let vocoder = known[rate] { return vocoder }
            let vocoder = try load(rate)
            known[rate] = vocoder
            return vocoder
        }
    }
}
