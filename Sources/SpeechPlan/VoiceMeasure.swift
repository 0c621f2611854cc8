/// What planning has to know of the voice that will say a style.
public struct VoiceMeasure: Sendable, Equatable {
    /// The most that the voice's family takes in one segment, in Latin characters;
    /// nil where there is no such limit. It wins over every limit of a profile.
    public var limit: Int?
    /// How many seconds one Latin character takes at neutral rate.
    public var secondsPerCharacter: Double

    /// Makes a measure; without arguments, that of an average English voice.
    public init(limit: Int? = nil, secondsPerCharacter: Double = 0.065) {
        self.limit = limit
        self.secondsPerCharacter = secondsPerCharacter
    }
}
