import AudioSignal

/// The wall time in which at least one segment of a listener is being spoken; segments
/// spoken side by side count once.
struct SpeakingTime {
    private var segments = 0
    private var since = ContinuousClock.now
    private var before = Duration.zero

    /// One more segment is being spoken.
    mutating func begin(at now: ContinuousClock.Instant) {
        if segments == 0 { since = now }
        segments += 1
    }

    /// One segment less is being spoken.
    mutating func end(at now: ContinuousClock.Instant) {
        guard segments > 0 else { return }
        segments -= 1
        if segments == 0 { before += now - since }
    }

    /// The time so far, in seconds.
    func seconds(at now: ContinuousClock.Instant) -> Double {
        (segments > 0 ? before + (now - since) : before).seconds
    }
}
