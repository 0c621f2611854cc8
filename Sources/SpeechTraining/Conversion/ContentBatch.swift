internal import ModelBlocks
internal import TensorRuntime

/// What a step of the content encoder's training takes, a row for each piece.
struct ContentBatch {
    private var audio: [Float] = []
    private var labels: [Int64] = []
    private var weights: [Float] = []
    private var count = 0
    private let recipe: ContentRecipe

    /// Pieces for training, each varied.
    init(
        _ crops: [Crop], step: Int, _ recipe: ContentRecipe, _ package: AudioPackage,
        _ labels: ContentLabels
    ) {
        self.recipe = recipe
        for (row, crop) in crops.enumerated() {
            let variation = WaveformVariation(recipe, step: step, row: row)
            let hop = package.hop
            let piece = package.samples(
                of: crop.clip, crop.frames.lowerBound * hop..<crop.frames.upperBound * hop)
            append(
                variation.applied(to: piece, count: recipe.frames * hop),
                labels[crop.clip][crop.frames], speed: variation.speed)
        }
    }

    /// A piece as it is.
    init(
        _ crop: Crop, _ recipe: ContentRecipe, _ package: AudioPackage, _ labels: ContentLabels
    ) {
        self.recipe = recipe
        let hop = package.hop
        append(
            package.samples(
                of: crop.clip, crop.frames.lowerBound * hop..<crop.frames.upperBound * hop),
            labels[crop.clip][crop.frames], speed: 1)
    }

    private mutating func append(
        _ samples: [Float], _ classes: ArraySlice<Int64>, speed: Double
    ) {
        count += 1
        audio += samples
        for frame in 0..<samples.count / ConversionModel.hop {
            // The label of a frame's middle.
            let place = Int((Double(frame - recipe.lag) + 0.5) * speed)
            let isThere = frame >= recipe.lag && place < classes.count
            let label = isThere ? classes[classes.startIndex + place] : -1
            labels.append(max(label, 0))
            weights.append(label >= 0 ? 1 : 0)
        }
    }

    /// `audio` `[batch, samples]`, `labels` int64 and `weights` `[batch, frames]`.
    func tensors(on device: TorchDevice) throws(ExecutionError) -> [TorchTensor] {
        [
            try TorchTensor(Tensor(audio, shape: [count, audio.count / count]), on: device),
            try TorchTensor(Tensor(labels, shape: [count, labels.count / count]), on: device),
            try TorchTensor(Tensor(weights, shape: [count, weights.count / count]), on: device),
        ]
    }
}
