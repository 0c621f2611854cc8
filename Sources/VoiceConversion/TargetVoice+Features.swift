public import TensorRuntime

extension TargetVoice {
    /// As tensors, to be kept: `speaker` `[width]`, `pitch` `[2]`, mean and deviation, and `tone`
    /// `[30]` where it is known.
    public var features: WeightStore {
        var features = WeightStore([
            "speaker": Tensor(vector, shape: [vector.count]),
            "pitch": Tensor([Float(pitchMean), Float(pitchDeviation)], shape: [2]),
        ])
        if let tone { features["tone"] = Tensor(tone.bands, shape: [tone.bands.count]) }
        return features
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
        var tone: SpeechTone?
        if let bands = features["tone"] {
            guard bands.shape == [SpeechTone.bandCount], bands.element == .float32 else {
                return nil
            }
            tone = SpeechTone(bands: bands.floats())
            guard tone != nil else { return nil }
        }
        self.init(
            vector: vector, pitchMean: Double(melody[0]), pitchDeviation: Double(melody[1]),
            tone: tone)
    }
}
