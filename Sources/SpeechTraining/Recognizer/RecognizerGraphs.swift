internal import ModelBlocks
internal import TensorRuntime

/// The networks of a recogniser's training, for batches of any size.
struct RecognizerGraphs: Sendable {
    /// ``RecognizerBatch`` → `logits` `[batch, frames, classes]`.
    let recognition: Graph
    /// `logits` and the loss' derivative by them → a number whose derivative is that: the paths
    /// through the frames are the host's, so that no runtime needs an operator for them.
    let guidance: Graph

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for sizes that don't fit together.
    init(_ recognizer: PhoneRecognizer) throws(TrainingError) {
        do throws(GraphError) {
            recognition = try Graph("recognition") { net in
                let mel = net.input("mel", ["batch", "frames", Dimension(recognizer.bands)])
                let counts = net.input("counts", ["batch"], as: .int64)
                return ["logits": net.phoneLogits(mel, counts: counts, recognizer)]
            }
            guidance = try Graph("guidance") { net in
                let shape: [Dimension] = ["batch", "frames", Dimension(recognizer.classes)]
                return ["loss": (net.input("logits", shape) * net.input("gradient", shape)).sum()]
            }
        } catch {
            throw TrainingError(error)
        }
    }
}
