internal import AudioFeatures

/// What became of one sentence of a subject, as it was measured.
public struct SentenceOutcome: Sendable {
    /// The recording beside the report.
    public var audio: String?
    /// What can be told of it; nil where there is a ``problem``.
    public var judgement: AudioJudgement?
    /// What a recogniser heard; nil where none listened.
    public var heard: String?
    /// From the request to the first samples, in seconds.
    public var firstAudioSeconds: Double?
    /// From the request to the last sample, by the length of the audio.
    public var realTimeFactor: Double?
    /// Why it could not be judged.
    public var problem: String?

    /// Nothing yet.
    public init() {}
}
