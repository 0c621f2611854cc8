internal import Glibc
internal import ModelBlocks
public import TensorRuntime

extension ConverterTraining {
    /// The whole converter's weights: what didn't learn as it was given, the others averaged,
    /// with what is needed to use them in the metadata.
    public func weights() throws(TrainingError) -> WeightStore {
        let weights = try TrainingError.wrap { () throws(ExecutionError) in
            try networks.average.weights()
        }
        return ConversionExport.converter(weights, content: content, graphs.model, step: step)
    }

    /// `converter.safetensors`.
    public func exports() throws(TrainingError) -> [TrainingExport] {
        [TrainingExport(file: "converter.safetensors", weights: try weights())]
    }

    /// A clip said again by its own speaker, or by another clip's: as long as both go.
    ///
    /// - Returns: What was said, and what was made of it, in step with each other.
    public func conversion(
        of clip: Int, to target: Int? = nil
    ) throws(TrainingError) -> (real: [Float], made: [Float]) {
        let hop = ConversionModel.hop
        let most = 20 * package.rate / hop
        let frames = min(package.frames(of: clip), most)
        let reference = min(package.frames(of: target ?? clip), most)
        var piece = ConverterBatch.Piece(
            crop: Crop(clip: clip, frames: 0..<frames),
            reference: Crop(clip: target ?? clip, frames: 0..<reference), speaker: 0)
        if let target, let own = meanPitch(of: clip), let wanted = meanPitch(of: target) {
            piece.transposition = Float(exp(wanted - own))
        }
        let batch = ConverterBatch(
            [piece], skipping: 0, seed: recipe.seed, graphs.model, package)
        let graph = try graphs.conversion(frames: frames, reference: reference)
        let late = graphs.model.lookAhead * hop
        let made = try TrainingError.wrap { () throws(ExecutionError) in
            let module = try TorchModule(
                graph, TorchParameters(networks.average.weights(), for: graph, on: device))
            return try module(
                batch.tensors(isLesson: false, isHeard: !recipe.stopsGradient, on: device),
                .evaluation)[0]
                .tensor().floats()
        }
        return (
            package.samples(of: clip, 0..<frames * hop - late), Array(made.dropFirst(late))
        )
    }

    /// The mean of the natural logarithm of a clip's pitch; nil without voice.
    private func meanPitch(of clip: Int) -> Double? {
        let pitch = package.prosody(of: clip, 0..<package.frames(of: clip))?.pitch ?? []
        let voiced = pitch.lazy.filter { $0 > 0 }.map { log(Double($0)) }
        return voiced.isEmpty ? nil : voiced.reduce(0, +) / Double(voiced.count)
    }
}
