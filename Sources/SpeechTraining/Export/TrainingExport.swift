public import TensorRuntime

/// Weights to use, as a training writes them at each saving.
public struct TrainingExport {
    /// The file's name in the training's folder.
    public let file: String
    /// With their metadata.
    public let weights: WeightStore
}
