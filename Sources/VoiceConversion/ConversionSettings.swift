/// How a stream is converted.
public struct ConversionSettings: Sendable, Hashable {
    /// What is known of who speaks before they do; nil: nothing, so that it takes some seconds until
    /// their usual pitch and loudness are found.
    public var speaker: KnownSpeaker?
    /// What pitch is moved by beyond the target's usual one, in semitones, -24 ... 24.
    public var pitchShift: Double
    /// Whether what comes out gets the tone of the target's recording, where that is known.
    public var matchesTone = true
    /// Frames that are run at a time: 1 for the least delay, more for the least work.
    public var framesPerStep: Int
    /// What noise and the phase of the pulses follow from.
    public var seed: UInt64

    /// Frame by frame unless said otherwise.
    public init(pitchShift: Double = 0, framesPerStep: Int = 1, seed: UInt64 = 0) {
        precondition(framesPerStep > 0, "\(framesPerStep) frames at a time")
        self.pitchShift = pitchShift
        self.framesPerStep = framesPerStep
        self.seed = seed
    }
}
