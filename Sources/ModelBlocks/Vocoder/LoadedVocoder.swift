public import TensorRuntime

/// A vocoder on an executor, for any number of streams.
public struct LoadedVocoder: Sendable {
    /// The network.
    public let vocoder: ConvNeXtVocoder
    /// The executor's name.
    public let executor: String
    /// Samples per second, which pulses depend on.
    let rate: Int
    /// `mel`, and what a source-filter vocoder filters, → `audio`; in steps if it is causal.
    let graph: Graph
    let model: any LoadedModel

    /// Frames that a stream has to be given beyond those whose samples it gives.
    public var lookAhead: Int {
        // Pulses are complete up to the middle of the last frame.
        vocoder.reach.after + (vocoder.head == .sourceFilter ? 1 : 0)
    }

    /// Frames that are run at a time.
    public static let window = 320

    /// Loads a vocoder.
    ///
    /// - Parameters:
    ///   - rate: Samples per second, as it was trained.
    ///   - weights: Its parameters.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: ``VocoderError``.
    public init(
        _ vocoder: ConvNeXtVocoder, rate: Int, _ weights: WeightStore,
        executor: String = "onnxruntime",
        _ options: ExecutionOptions = ExecutionOptions(),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(VocoderError) {
        self.vocoder = vocoder
        self.rate = rate
        do throws(GraphError) {
            graph = try Graph("vocoder", stepping: vocoder.isCausal) { net in
                let mel = net.input("mel", ["batch", Dimension(vocoder.bands), "frames"])
                let excitation =
                    vocoder.head == .sourceFilter
                    ? Excitation(net, "batch", "frames", hop: vocoder.transform.hop) : nil
                return ["audio": net.convNeXtVocoder(mel, vocoder, excitation: excitation)]
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
