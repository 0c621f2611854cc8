public import ModelBlocks
public import TensorRuntime

/// A vocoder on an executor, for any number of streams.
public struct LoadedVocoder: Sendable {
    /// The network.
    public let vocoder: ConvNeXtVocoder
    /// The executor's name.
    public let executor: String
    /// Samples per second of what it makes.
    public let rate: Int
    /// Samples that it makes of a frame.
    public let hop: Int
    /// All harmonics of its pulses lie below, in hertz.
    let highestHarmonic: Double
    /// `mel` → `audio`; of a causal vocoder in steps, with what a source-filter vocoder filters
    /// besides. Of a source-filter vocoder that looks ahead `mel` and `pitch` → `filters`.
    let graph: Graph
    /// The transform of a source-filter vocoder that looks ahead, whose signal is made here.
    let synthesis: ShortTimeFourier?
    let model: any LoadedModel

    /// Frames that a stream has to be given beyond those whose samples it gives.
    public var lookAhead: Int {
        if let synthesis {
            return max(
                vocoder.featureReach.after, SourceFilterSynthesis.lookAhead(synthesis))
        }
        // Pulses are complete up to the middle of the last frame.
        return vocoder.reach.after + (vocoder.head == .sourceFilter ? 1 : 0)
    }

    /// Frames that are run at a time.
    public static let window = 320

    /// Loads a vocoder at the rate of its training.
    ///
    /// - Parameters:
    ///   - rate: Samples per second, as it was trained.
    ///   - weights: Its parameters.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: `VocoderError`.
    public init(
        _ vocoder: ConvNeXtVocoder, rate: Int, _ weights: WeightStore,
        executor: String = "onnxruntime",
        _ options: ExecutionOptions = ExecutionOptions(),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(VocoderError) {
        try self.init(
            vocoder, native: rate, nil, weights, executor: executor, options, among: catalogue)
    }

    /// Loads a trained vocoder at one of the rates that it offers. Each rate is a network of its
    /// own.
    ///
    /// - Parameters:
    ///   - rate: One of `TrainedVocoder.rates`; nil: that of its training.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: `VocoderError`, `VocoderError.noSuchRate(_:offered:)` for another rate.
    public init(
        _ trained: TrainedVocoder, rate: Int? = nil, executor: String = "onnxruntime",
        _ options: ExecutionOptions = ExecutionOptions(),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(VocoderError) {
        let rate = rate ?? trained.rate
        guard trained.rates.contains(rate) else {
            throw .noSuchRate(rate, offered: trained.rates)
        }
        try self.init(
            trained.vocoder, native: trained.rate, rate == trained.rate ? nil : trained.highBand,
            trained.weights, executor: executor, options, among: catalogue)
    }

    private init(
        _ vocoder: ConvNeXtVocoder, native: Int, _ highBand: HighBand?, _ weights: WeightStore,
        executor: String, _ options: ExecutionOptions, among catalogue: ExecutorCatalogue
    ) throws(VocoderError) {
        self.vocoder = vocoder
        rate = highBand?.rate ?? native
        highestHarmonic = Double(native) / 2
        let transform = highBand?.transform(of: vocoder.transform) ?? vocoder.transform
        let hop = transform.hop
        self.hop = hop
        let isSynthesized = vocoder.head == .sourceFilter && !vocoder.isCausal
        synthesis = isSynthesized ? transform : nil
        do throws(GraphError) {
            graph = try Graph("vocoder", stepping: vocoder.isCausal) { net in
                let mel = net.input("mel", ["batch", Dimension(vocoder.bands), "frames"])
                if isSynthesized {
                    let pitch = net.input("pitch", ["batch", "frames"])
                    return [
                        "filters": net.convNeXtFilters(
                            mel, pitch: pitch, vocoder, highBand: highBand)
                    ]
                }
                let excitation =
                    vocoder.head == .sourceFilter
                    ? Excitation(net, "batch", "frames", hop: hop) : nil
                return [
                    "audio": net.convNeXtVocoder(
                        mel, vocoder, excitation: excitation, highBand: highBand)
                ]
            }
        } catch {
            throw .graph(error)
        }
        do throws(ExecutionError) {
            (model, self.executor) = try catalogue.load(
                .graph(graph, weights), on: executor,
                sample: graph.zeros(where: ["batch": 1, "frames": Self.window]), options)
        } catch {
            throw .execution(error)
        }
    }

    /// Starts a stream.
    ///
    /// - Parameters:
    ///   - seed: What the noise of a source-filter vocoder follows from.
    ///   - windows: Frames that are made at a time, one after the other, the last again and
    ///     again. Small ones give the first samples soon, large ones cost less.
    public func stream(
        seed: UInt64 = 0, windows: [Int] = [window]
    ) throws(VocoderError) -> VocoderStream {
        try VocoderStream(self, seed: seed, windows: windows)
    }
}
