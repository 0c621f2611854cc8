/// Who is to speak: what a converter's encoder of speakers made of a recording, how high they speak,
/// and what colour their recording has.
public struct TargetVoice: Sendable, Hashable {
    /// `[width]` of the model's speaker encoder.
    public var vector: [Float]
    /// Mean of the natural logarithm of pitch in hertz.
    public var pitchMean: Double
    /// Its standard deviation.
    public var pitchDeviation: Double

    /// The colour of their recording; nil where it isn't known, as of voices kept before there was
    /// one.
    public var tone: SpeechTone?

    /// A voice of these.
    public init(
        vector: [Float], pitchMean: Double, pitchDeviation: Double, tone: SpeechTone? = nil
    ) {
        self.vector = vector
        self.pitchMean = pitchMean
        self.pitchDeviation = pitchDeviation
        self.tone = tone
    }
}
