/// Who is to speak: what a converter's encoder of speakers made of a recording, and how high they
/// speak.
public struct TargetVoice: Sendable, Hashable {
    /// `[width]` of the model's speaker encoder.
    public var vector: [Float]
    /// Mean of the natural logarithm of pitch in hertz.
    public var pitchMean: Double
    /// Its standard deviation.
    public var pitchDeviation: Double

    /// A voice of these.
    public init(vector: [Float], pitchMean: Double, pitchDeviation: Double) {
        self.vector = vector
        self.pitchMean = pitchMean
        self.pitchDeviation = pitchDeviation
    }
}
