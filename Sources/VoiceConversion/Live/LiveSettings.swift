/// How somebody is converted who is speaking now. All of it may change while they speak.
public struct LiveSettings: Sendable, Hashable {
    /// Who is to speak.
    public var voice: TargetVoice
    /// What pitch is moved by beyond the target's usual one, in semitones, -24 ... 24.
    public var pitchShift = 0.0
    /// Root mean square in dB of full scale below which there is silence; nil: none.
    public var gate: Double?
    /// Whether the speaker is heard as they are, as late as the conversion would be.
    public var bypasses = false

    /// A voice, and nothing besides.
    public init(voice: TargetVoice) { self.voice = voice }
}
