internal import ModelBlocks
public import TensorRuntime

extension JointTraining {
    /// Weights of both networks, averaged, each as a training of its own gives them. A high band
    /// isn't among them: `syrinx-train band` learns it anew, since the features that it is linear
    /// in are others now.
    public func weights() throws(TrainingError) -> (acoustic: WeightStore, vocoder: WeightStore) {
        let both = try TrainingError.wrap { () throws(ExecutionError) in
            try networks.average.weights()
        }
        return (
            AcousticExport(
                recipe: parts.acoustic, speakers: parts.speakers, statistics: parts.statistics,
                package: package, step: step
            ).store(both.part(JointGraphs.acoustic)),
            VocoderExport(recipe: parts.vocoder, package: package, step: step)
                .store(both.part(JointGraphs.vocoder))
        )
    }

    /// `acoustic.safetensors` and `vocoder.safetensors`.
    public func exports() throws(TrainingError) -> [TrainingExport] {
        let (acoustic, vocoder) = try weights()
        return [
            TrainingExport(file: "acoustic.safetensors", weights: acoustic),
            TrainingExport(file: "vocoder.safetensors", weights: vocoder),
        ]
    }

    /// Numbers of the clips that training doesn't see.
    public var heldOut: [Int] { clips.heldOut.map(\.number) }

    /// A clip that training doesn't see, what the averaged networks make of its tokens with its own
    /// durations, pitch and energy, and how wrong that is; of a longer one about a minute.
    ///
    /// - Precondition: The place is one of ``heldOut``.
    public func copy(
        ofHeldOut place: Int
    ) throws(TrainingError) -> (real: [Float], made: [Float], losses: TrainingLosses) {
        let clip = clips.heldOut[place]
        let most = 60 * package.rate / package.hop
        let end = max((clip.expansion.starts.lastIndex { $0 <= most } ?? 0), 1)
        let crop = AcousticCrop(clip: place, tokens: 0..<end, seen: 0..<end)
        let frames = clip.expansion.starts[end]
        let piece = JointPiece(crop, of: clip, window: frames, 0)
        let batch = JointBatch(
            [piece], clips.heldOut, parts.statistics, window: frames, seed: recipe.seed, package)
        let model = parts.acoustic.model(speakers: parts.speakers.count, bands: parts.bands)
        let graph = try JointGraphs.reconstruction(
            of: frames, recipe, model,
            parts.vocoder.vocoder(bands: parts.bands, hop: package.hop), package)
        return try TrainingError.wrap { () throws(ExecutionError) in
            let module = try TorchModule(
                graph, TorchParameters(networks.average.weights(), for: graph, on: device))
            let tensors = try batch.tensors(on: device)
            let results = try module(tensors, .evaluation)
            var losses: TrainingLosses = []
            for (name, result) in JointGraphs.Result.losses {
                losses.append((name, try results[result.rawValue].number()))
            }
            return (
                try tensors[JointBatch.audioPlace].tensor().floats(),
                try results[JointGraphs.Result.made.rawValue].tensor().floats(), losses
            )
        }
    }
}
