import VoiceConversion

/// What there is to see of a live conversion with its recorder and player.
struct LiveFigures {
    var meters = LiveMeters()
    /// Frames that were left out since the player was behind.
    var leftOut = 0
    /// How often the player ran dry.
    var underruns = 0
    /// Milliseconds of sound that wait for the player.
    var waitingMilliseconds = 0.0
}
