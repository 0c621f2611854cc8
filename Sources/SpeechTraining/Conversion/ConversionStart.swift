internal import TensorRuntime

/// How a voice converter's weights begin. It has no normalisation, so layers that signals must pass
/// keep their size; what residual units add is smaller.
enum ConversionStart {
    /// Weights for a lesson's network.
    static func weights(for graph: Graph, seed: UInt64) throws(TrainingError) -> WeightStore {
        let kept = Float(3).squareRoot()
        return try WeightStore(
            initialFor: graph, seed: seed,
            // Each unit is modulated by 1 and 0, and frames count the same.
            constants: ["*.film.weight": 0, "*.film.bias": 0, "*.query": 0],
            gains: [
                "*.first.weight": kept, "*.down.weight": kept, "*.up.weight": kept,
                "*.dilated.weight": kept,
                // As quiet as speech.
                "decoder.last.weight": 0.05, "content.last.weight": kept,
                "speaker.last.weight": kept,
            ])
    }
}
