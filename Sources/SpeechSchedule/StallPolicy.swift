import AudioSignal

/// When a family's call counts as stalled: nothing comes from it, no audio and no end of
/// a segment, although it should have come long ago.
///
/// A stalled call is cancelled and given up, whether it returns or not; what it says
/// later is not heard. Its time is counted in seconds in which the process was running,
/// so one that was stopped or asleep accuses nobody.
public struct StallPolicy: Sendable, Equatable {
    /// What every call is given; networks are slow to begin with.
    public var floor: Duration
    /// How many times the length of the expected audio a call is given: that of the
    /// longest segment for families that stream, of the whole batch for the others.
    public var factor: Double
    /// A family is not asked any more after so many stalled calls without a segment
    /// completed between them, nor while so many of them have not returned: each of
    /// those holds a thread. At least 1.
    public var calls: Int

    /// Makes a policy.
    public init(floor: Duration = .seconds(30), factor: Double = 10, calls: Int = 2) {
        self.floor = floor
        self.factor = factor
        self.calls = calls
    }

    /// How long nothing may come while so many seconds of audio are expected.
    func patience(for seconds: Double) -> Duration {
        let wanted = seconds * max(0, factor)
        return max(floor, .seconds(1), .seconds(wanted.isFinite ? min(wanted, 86_400) : 86_400))
    }
}
