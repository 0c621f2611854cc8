public import TensorRuntime

extension TargetVoice {
    /// As tensors, to be kept: `speaker` `[width]` and `pitch` `[2]`, mean and deviation.
    public var features: WeightStore {
        WeightStore([
            "speaker": Tensor(vector, shape: [vector.count]),
            "pitch": Tensor([Float(pitchMean), Float(pitchDeviation)], shape: [2]),
        ])
    }

    /// From tensors that were kept.
    ///
    /// - Returns: nil where they are others, or not finite.
    public init?(features: WeightStore) {
        guard let speaker = features["speaker"], speaker.shape.count == 1,
            speaker.element == .float32, let pitch = features["pitch"], pitch.shape == [2],
            pitch.element == .float32
        else { return nil }
        let (vector, melody) = (speaker.floats(), pitch.floats())
        guard vector.allSatisfy(\.isFinite), melody.allSatisfy(\.isFinite) else { return nil }
        self.init(
            vector: vector, pitchMean: Double(melody[0]), pitchDeviation: Double(melody[1]))
    }
}
