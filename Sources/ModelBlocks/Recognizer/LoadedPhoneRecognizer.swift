public import TensorRuntime

/// A recogniser of phones on an executor, for any number of recordings.
public struct LoadedPhoneRecognizer: Sendable {
    /// The network.
    public let recognizer: PhoneRecognizer
    /// The executor's name.
    public let executor: String
    private let model: any LoadedModel

    /// Loads a recogniser.
    ///
    /// - Parameters:
    ///   - trained: With its weights.
    ///   - executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: ``PhoneRecognizerError/graph(_:)`` and ``PhoneRecognizerError/execution(_:)``.
    public init(
        _ trained: TrainedPhoneRecognizer, executor: String = "native",
        _ options: ExecutionOptions = ExecutionOptions(),
        among catalogue: ExecutorCatalogue = ExecutorCatalogue()
    ) throws(PhoneRecognizerError) {
        recognizer = trained.recognizer
        let graph: Graph
        do throws(GraphError) { graph = try recognizer.graph() } catch { throw .graph(error) }
        do throws(ExecutionError) {
            (model, self.executor) = try catalogue.load(
                .graph(graph, trained.weights), on: executor,
                sample: graph.zeros(where: ["frames": 160]), options)
        } catch {
            throw .execution(error)
        }
    }

    /// What it hears in each frame of a recording: logits of the blank and of each phone, frame by
    /// frame.
    ///
    /// - Parameter mel: Logarithms of mel bands, frame by frame.
    /// - Precondition: There are frames, all of them whole.
    public func logits(of mel: [Float]) throws(PhoneRecognizerError) -> [Float] {
        let bands = recognizer.bands
        precondition(!mel.isEmpty && mel.count % bands == 0, "whole frames of \(bands) bands")
        do throws(ExecutionError) {
            return try model.run([Tensor(mel, shape: [1, mel.count / bands, bands])])[0].floats()
        } catch {
            throw .execution(error)
        }
    }
}
