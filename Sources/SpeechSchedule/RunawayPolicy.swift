/// When the audio of a segment counts as run away: models that speak token by
/// token sometimes miss their end, and hum, loop or fall silent until a limit.
public struct RunawayPolicy: Sendable, Equatable {
    /// Audio longer than this many times the estimate, plus ``floor``, has run
    /// away. 1.5 finds a missing end within one and a half times the expected
    /// length.
    public var factor: Double
    /// What is always allowed beyond: estimates of very short texts are rough.
    public var floor: Duration
    /// The longest silence inside a segment; silence at its very end counts too.
    public var longestSilence: Duration
    /// How many times in a row a stretch may be heard, once the audio is longer than
    /// estimated; 0 means repetition is not looked for.
    public var repetitions: Int

    /// Makes a policy.
    public init(
        factor: Double = 1.5, floor: Duration = .seconds(1),
        longestSilence: Duration = .seconds(2.5), repetitions: Int = 3
    ) {
        self.factor = factor
        self.floor = floor
        self.longestSilence = longestSilence
        self.repetitions = repetitions
    }
}
