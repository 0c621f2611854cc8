internal import ModelBlocks
public import TensorRuntime

extension RecognizerTraining {
    /// The recogniser's weights, averaged, with what is needed to use them in the metadata.
    public func weights() throws(TrainingError) -> WeightStore {
        let weights = try TrainingError.wrap { () throws(ExecutionError) in
            try average.weights()
        }
        return RecognizerExport(classes: classes, package: package, step: step).store(weights)
    }

    /// `recognizer.safetensors`.
    public func exports() throws(TrainingError) -> [TrainingExport] {
        [TrainingExport(file: "recognizer.safetensors", weights: try weights())]
    }

    /// Numbers of the clips that training doesn't see.
    public var heldOut: [Int] { clips.heldOut.map(\.number) }

    /// How wrong the averaged recogniser is about clips that training doesn't see, in nats for each
    /// phone; empty if there is none.
    public func validation() throws(TrainingError) -> TrainingLosses {
        guard !clips.heldOut.isEmpty else { return [] }
        let lessons = try RecognizerLessons(clips.heldOut, recipe)
        let module = try TrainingError.wrap { () throws(ExecutionError) in
            try TorchModule(
                graphs.recognition,
                TorchParameters(average.weights(), for: graphs.recognition, on: device))
        }
        var means = HeldOutMeans()
        for lesson in lessons.all {
            let rows = lesson.map { clips.heldOut[$0] }
            let batch = RecognizerBatch(
                rows.map { $0.mel.floats() }, phones: rows.map(\.phones),
                bands: statistics.mean.count)
            let verdict = try TrainingError.wrap { () throws(ExecutionError) in
                let logits = try module(batch.tensors(on: device), .evaluation)[0].tensor()
                return batch.verdict(on: logits.floats(), classes: logits.shape[2])
            }
            let phones = rows.reduce(0) { $0 + $1.phones.count }
            means.add([("ctc", verdict.loss)], weight: Double(phones))
        }
        return means.losses
    }
}
