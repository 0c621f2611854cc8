internal import ModelBlocks
internal import TensorRuntime

/// A piece of a clip for both networks: whole tokens for the acoustic model, and those of their
/// frames that become sound.
struct JointPiece: Sendable {
    let crop: AcousticCrop
    /// Frames of the clip that become sound, where it has so many; the rest is silence.
    let window: Range<Int>
    /// Whether the vocoder hears the recording's spectrum, not the acoustic model's.
    let isRecorded: Bool

    /// - Parameter chance: Where in the crop the window begins, from 0 up to 1.
    init(
        _ crop: AcousticCrop, of clip: AcousticClip, window count: Int, _ chance: Double,
        isRecorded: Bool = false
    ) {
        (self.crop, self.isRecorded) = (crop, isRecorded)
        let starts = clip.expansion.starts
        let (first, end) = (starts[crop.tokens.lowerBound], starts[crop.tokens.upperBound])
        let start = first + Int(chance * Double(max(end - first - count, 0) + 1))
        window = start..<min(start + count, end)
    }
}
