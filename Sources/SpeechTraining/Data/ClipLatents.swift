internal import TensorRuntime

/// What an encoder made of the clips of a package: `content` float16 or float32 `[frames, width]`.
struct ClipLatents: Sendable {
    /// Values of a frame.
    let width: Int
    private let values: Tensor
    private let frames: ClipFrames

    /// What a package's file has; nil if it has none.
    init?(
        _ store: WeightStore, _ frames: ClipFrames, _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let values = store["content"] else { return nil }
        guard values.element == .float16 || values.element == .float32,
            values.shape.count == 2, values.shape[0] == frames.count,
            (1...4096).contains(values.shape[1])
        else {
            throw wrong("content is \(values.type), not float16 of \(frames.count) frames")
        }
        guard values.floats().allSatisfy(\.isFinite) else {
            throw wrong("content has numbers that aren't finite")
        }
        width = values.shape[1]
        self.values = values
        self.frames = frames
    }

    /// Frames of a clip, all features of one after the other.
    func values(of clip: Int, _ range: Range<Int>) -> [Float] {
        let place = frames[clip]
        precondition(range.lowerBound >= 0 && range.upperBound <= place.count)
        return values.rows(
            place.lowerBound + range.lowerBound..<place.lowerBound + range.upperBound
        ).floats()
    }
}
