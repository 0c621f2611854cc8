internal import ModelBlocks
public import TensorRuntime

extension AcousticTraining {
    /// The model's weights, averaged, with what is needed to use them in the metadata.
    public func weights() throws(TrainingError) -> WeightStore {
        let weights = try TrainingError.wrap { () throws(ExecutionError) in
            try networks.average.weights()
        }
        return AcousticExport(
            recipe: recipe, speakers: speakers, statistics: statistics, package: package, step: step
        ).store(weights)
    }

    /// `acoustic.safetensors`.
    public func exports() throws(TrainingError) -> [TrainingExport] {
        [TrainingExport(file: "acoustic.safetensors", weights: try weights())]
    }

    /// Numbers of the clips that training doesn't see.
    public var heldOut: [Int] { clips.heldOut.map(\.number) }

    /// Losses of the averaged model on clips that training doesn't see, with their own durations,
    /// pitch and energy; empty if there is none. Of each clip the first minute, as each counts by
    /// its frames.
    public func validation() throws(TrainingError) -> TrainingLosses {
        guard !clips.heldOut.isEmpty else { return [] }
        let weights = try TrainingError.wrap { () throws(ExecutionError) in
            try networks.average.weights()
        }
        let most = 60 * package.rate / package.hop
        return try TrainingError.wrap { () throws(ExecutionError) in
            let module = try TorchModule(
                networks.reconstruction.graph,
                TorchParameters(weights, for: networks.reconstruction.graph, on: device))
            var sums = [Double](repeating: 0, count: AcousticGraphs.Result.measures.count)
            var frames = 0.0
            for (index, clip) in clips.heldOut.enumerated() {
                let starts = clip.expansion.starts
                let end = max((starts.lastIndex { $0 <= most } ?? 0), 1)
                let crop = AcousticCrop(clip: index, tokens: 0..<end, seen: 0..<end)
                let batch = AcousticBatch([crop], clips.heldOut, statistics)
                let results = try module(batch.tensors(on: device), .evaluation)
                let count = Double(batch.frameCount)
                frames += count
                for (place, measure) in AcousticGraphs.Result.measures.enumerated() {
                    sums[place] += try results[measure.result.rawValue].number() * count
                }
            }
            return zip(AcousticGraphs.Result.measures, sums).map { measure, sum in
                ("held out \(measure.name)", sum / max(frames, 1))
            }
        }
    }

    /// A picture of a clip that training doesn't see: its spectrum, below it what the averaged
    /// model makes of it with its own durations, pitch and energy, and below that what it makes of
    /// the tokens alone.
    ///
    /// - Precondition: The place is one of ``heldOut``.
    public func picture(ofHeldOut place: Int) throws(TrainingError) -> Picture {
        let clip = clips.heldOut[place]
        let weights = try weights()
        let prediction = try AcousticPrediction(
            model, weights, statistics, speakers, on: device)
        let made = try TrainingError.wrap { () throws(ExecutionError) in
            (try prediction.taught(clip), try prediction.free(clip))
        }
        return Picture(
            spectra: [clip.mel.floats(), made.0.mel, made.1.mel], bands: model.bands,
            pitches: [clip.pitch, made.0.pitch, made.1.pitch])
    }
}
