public import ModelBlocks
public import TensorRuntime

/// A voice converter on an executor, for any number of streams.
public struct LoadedConverter: Sendable {
    /// The network.
    public let model: ConversionModel
    /// The executor's name.
    public let executor: String
    let graph: Graph
    let network: any LoadedModel
    let speakerGraph: Graph
    let speakerNetwork: any LoadedModel

    /// Loads a trained converter.
    ///
    /// - Parameters:
    ///   - weights: What `syrinx-train converter` exports.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: `ConversionError`.
    public init(
        _ weights: WeightStore, executor: String = "native",
        _ options: ExecutionOptions = ExecutionOptions(threads: 1),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(ConversionError) {
        let model = try ConversionModel(weights: weights)
        try self.init(model, weights, executor: executor, options, among: catalogue)
    }

    /// Loads a converter of known sizes.
    ///
    /// - Throws: `ConversionError`.
    public init(
        _ model: ConversionModel, _ weights: WeightStore, executor: String = "native",
        _ options: ExecutionOptions = ExecutionOptions(threads: 1),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(ConversionError) {
        self.model = model
        do throws(GraphError) {
            graph = try model.graph(stepping: true)
            speakerGraph = try model.speakerGraph(stepping: true)
        } catch {
            throw .graph(error)
        }
        do throws(ExecutionError) {
            (network, self.executor) = try catalogue.load(
                .graph(graph, weights), on: executor,
                sample: graph.zeros(where: ["batch": 1, "frames": 1]), options)
            (speakerNetwork, _) = try catalogue.load(
                .graph(speakerGraph, weights), on: self.executor,
                sample: speakerGraph.zeros(where: ["batch": 1, "frames": 16]), options)
        } catch {
            throw .execution(error)
        }
    }

    /// Starts a stream.
    ///
    /// - Parameters:
    ///   - voice: Who is to speak.
    ///   - settings: How.
    public func stream(
        to voice: TargetVoice, _ settings: ConversionSettings = ConversionSettings()
    ) throws(ConversionError) -> ConversionStream {
        try ConversionStream(self, voice, settings)
    }
}
