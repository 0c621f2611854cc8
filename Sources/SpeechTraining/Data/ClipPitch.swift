internal import TensorRuntime

/// The pitch of every frame of a package: `pitch` float32 `[frames]`, hertz, 0 without voice.
struct ClipPitch: Sendable {
    private let pitch: Tensor
    private let frames: ClipFrames

    /// The pitch in a package's file; nil if it has none.
    ///
    /// - Parameter wrong: Makes the error that names the file.
    init?(
        _ store: WeightStore, _ frames: ClipFrames, rate: Int, _ wrong: (String) -> TrainingError
    ) throws(TrainingError) {
        guard let pitch = store["pitch"] else { return nil }
        guard pitch.element == .float32, pitch.shape == [frames.count] else {
            throw wrong("pitch is \(pitch.type), not float32 of \(frames.count) frames")
        }
        // A number outside would be heard, or make every loss infinite.
        let highest = Float(rate) / 2
        guard pitch.floats().allSatisfy({ $0 >= 0 && $0 < highest }) else {
            throw wrong("pitch has numbers outside 0 ..< \(highest) hertz")
        }
        self.pitch = pitch
        self.frames = frames
    }

    /// Hertz of frames of a clip.
    func values(of clip: Int, _ range: Range<Int>) -> [Float] {
        let place = frames[clip]
        precondition(range.lowerBound >= 0 && range.upperBound <= place.count)
        return pitch.withBytes { bytes in
            range.map {
                bytes.loadUnaligned(fromByteOffset: (place.lowerBound + $0) * 4, as: Float.self)
            }
        }
    }
}
