internal import TensorRuntime

/// Melody and loudness of every frame of a package, as a voice converter hears them: `prosody`
/// float32 `[frames, features]`, and `prosody.pitch` float32 `[frames]`, hertz, 0 without voice.
struct ClipProsody: Sendable {
    /// Values of a frame.
    let width: Int
    private let features: Tensor
    private let pitch: Tensor
    private let frames: ClipFrames

    /// What a package's file has; nil if it has none.
    init?(
        _ store: WeightStore, _ frames: ClipFrames, rate: Int, _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let features = store["prosody"] else { return nil }
        guard features.element == .float32, features.shape.count == 2,
            features.shape[0] == frames.count, (1...1024).contains(features.shape[1]),
            let pitch = store["prosody.pitch"], pitch.element == .float32,
            pitch.shape == [frames.count]
        else { throw wrong("prosody or prosody.pitch isn't float32 of \(frames.count) frames") }
        let highest = Float(rate) / 2
        guard features.floats().allSatisfy(\.isFinite),
            pitch.floats().allSatisfy({ $0 >= 0 && $0 < highest })
        else { throw wrong("prosody has numbers that aren't finite, or no pitch") }
        width = features.shape[1]
        self.features = features
        self.pitch = pitch
        self.frames = frames
    }

    /// Of frames of a clip: features one frame after the other, and hertz.
    func values(of clip: Int, _ range: Range<Int>) -> (features: [Float], pitch: [Float]) {
        let place = frames[clip]
        precondition(range.lowerBound >= 0 && range.upperBound <= place.count)
        let rows = place.lowerBound + range.lowerBound..<place.lowerBound + range.upperBound
        return (features.rows(rows).floats(), pitch.rows(rows).floats())
    }
}
