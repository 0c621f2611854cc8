internal import TensorRuntime

/// What an encoder made of the clips of a package: `content` float16 or float32 `[frames, width]`,
/// and of the same clips by other voices, `content.varied` `[takes, frames, width]`.
struct ClipLatents: Sendable {
    /// Values of a frame.
    let width: Int
    /// How often each clip was heard: as it is, and varied.
    let takes: Int
    private let values: Tensor
    private let varied: Tensor?
    private let frames: ClipFrames

    /// What a package's file has; nil if it has none.
    init?(
        _ store: WeightStore, _ frames: ClipFrames, _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let values = store["content"] else { return nil }
        let isSmall = values.element == .float16 || values.element == .float32
        guard isSmall, values.shape.count == 2, values.shape[0] == frames.count,
            (1...4096).contains(values.shape[1])
        else {
            throw wrong("content is \(values.type), not float16 of \(frames.count) frames")
        }
        width = values.shape[1]
        self.values = values
        self.frames = frames
        if let varied = store["content.varied"] {
            guard varied.element == values.element, varied.shape.count == 3,
                (1...64).contains(varied.shape[0]), Array(varied.shape.dropFirst()) == values.shape
            else {
                throw wrong("content.varied is \(varied.type), not takes of \(values.type)")
            }
            takes = 1 + varied.shape[0]
            self.varied = varied.reshaped([varied.shape[0] * frames.count, width])
        } else {
            (takes, varied) = (1, nil)
        }
        for tensor in [values, varied].compactMap(\.self) {
            guard tensor.floats().allSatisfy(\.isFinite) else {
                throw wrong("content has numbers that aren't finite")
            }
        }
    }

    /// Frames of a clip, all features of one after the other.
    ///
    /// - Parameter take: 0 for the clip as it is.
    func values(of clip: Int, _ range: Range<Int>, take: Int) -> [Float] {
        let place = frames[clip]
        precondition(range.lowerBound >= 0 && range.upperBound <= place.count)
        let start = place.lowerBound + (take > 0 ? (take - 1) * frames.count : 0)
        return ((take > 0 ? varied : nil) ?? values).rows(
            start + range.lowerBound..<start + range.upperBound
        ).floats()
    }
}
