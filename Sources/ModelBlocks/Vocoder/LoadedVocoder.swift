public import TensorRuntime

/// A vocoder on an executor, for any number of streams.
public struct LoadedVocoder: Sendable {
    /// The network.
    public let vocoder: ConvNeXtVocoder
    /// The executor's name.
    public let executor: String
    /// `mel` → `audio`; in steps if the vocoder is causal.
    let graph: Graph
    let model: any LoadedModel

    /// Frames that are run at a time.
    static let window = 320

    /// Loads a vocoder.
    ///
    /// - Parameters:
    ///   - weights: Its parameters.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: ``VocoderError``.
    public init(
        _ vocoder: ConvNeXtVocoder, _ weights: WeightStore, executor: String = "onnxruntime",
        _ options: ExecutionOptions = ExecutionOptions(),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(VocoderError) {
        self.vocoder = vocoder
        do throws(GraphError) {
            graph = try Graph("vocoder", stepping: vocoder.isCausal) { net in
                let mel = net.input("mel", ["batch", Dimension(vocoder.bands), "frames"])
                return ["audio": net.convNeXtVocoder(mel, vocoder)]
            }
        } catch {
            throw .graph(error)
        }
        do throws(ExecutionError) {
            (model, self.executor) = try catalogue.load(
                .graph(graph, weights), on: executor, sample: Self.sample(graph), options)
        } catch {
            throw .execution(error)
        }
    }

    /// Inputs of the usual size, for a measurement.
    private static func sample(_ graph: Graph) -> [Tensor] {
        let sizes = ["frames": window, "batch": 1]
        return graph.inputPorts.map { port in
            let shape = port.shape.map { size in
                switch size {
                case .fixed(let size): size
                case .dynamic(let symbol): sizes[symbol] ?? 1
                }
            }
            return Tensor(zeros: TensorType(port.element, shape))
        }
    }

    /// Starts a stream.
    public func stream() throws(VocoderError) -> VocoderStream { try VocoderStream(self) }
}
