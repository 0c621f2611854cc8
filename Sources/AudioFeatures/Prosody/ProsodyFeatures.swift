/// Melody and loudness of the frames of a signal, one frame after the other.
///
/// A frame has, for each threshold, pitch (the logarithm's deviations from the mean so far; 0 where
/// it is unvoiced), voicing (0 or 1) and aperiodicity (0 ... 1), then its level (the deviations of
/// its variance's logarithm).
public struct ProsodyFeatures: Hashable, Sendable {
    /// Values of a frame.
    public let width: Int
    /// frames × values
    public internal(set) var values: [Float] = []
    /// Hertz of each frame as it is to be heard, 0 where it is unvoiced: YIN at a threshold of 0.15
    /// calls half of the voiced frames unvoiced, so what came before and how loud it is decides too.
    public internal(set) var frequencies: [Float] = []

    /// Those of no frames yet.
    ///
    /// - Parameter width: At least 1; ``ProsodyRecipe/featureCount``.
    public init(width: Int) {
        precondition(width > 0, "a frame has at least one value")
        self.width = width
    }

    /// How many frames there are.
    public var frameCount: Int { values.count / width }

    /// The values of a frame.
    public subscript(frame: Int) -> ArraySlice<Float> {
        values[frame * width..<(frame + 1) * width]
    }

    /// Removes all frames and keeps the room they took.
    public mutating func removeAll() {
        values.removeAll(keepingCapacity: true)
        frequencies.removeAll(keepingCapacity: true)
    }
}
