/// The pitch, voicing and level of the frames of a signal, one value a frame in each.
public struct PitchTrack: Hashable, Sendable {
    /// The fundamental frequency (F0) in hertz, within the recipe's range; 0 where the frame is
    /// unvoiced.
    public let frequencies: [Float]
    /// How likely each frame is voiced, 0 to 1: by how much the best path through the frames
    /// that calls it voiced is better than the best that doesn't. Above 0.5 exactly where there
    /// is a frequency.
    public let voicing: [Float]
    /// The level of the whole signal about each frame in dB of full scale (root mean square over
    /// 25 ms, a full-scale square wave has 0): ``quietest`` or more.
    public let levels: [Float]

    /// The level of silence, in dB.
    public static let quietest: Float = -120

    /// How many frames there are.
    public var frameCount: Int { frequencies.count }

    /// Whether a frame is voiced.
    public func isVoiced(_ frame: Int) -> Bool { frequencies[frame] > 0 }
}
