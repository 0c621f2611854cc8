import AudioSignal
public import SpeechPlan

/// A profile as it is kept with a job, so that the job doesn't change with the settings.
public struct KeptProfile: Sendable, Equatable, Codable {
    /// The profile's name.
    public var name: String
    var firstLimit: Int
    var nextLimit: Int
    var rate: Int
    /// Nanoseconds.
    var block: Int64
    var preBuffer: Int64
    var clauseWindow: Int64
    var batch: Int

    /// Keeps a profile.
    public init(_ profile: Profile) {
        name = profile.name
        firstLimit = profile.firstLimit
        nextLimit = profile.nextLimit
        rate = profile.rate.hertz
        block = profile.block.nanoseconds
        preBuffer = profile.preBuffer.nanoseconds
        clauseWindow = profile.clauseWindow.nanoseconds
        batch = profile.batch
    }

    /// The profile; nil where what was kept can't be one.
    var profile: Profile? {
        guard let rate = SampleRate(hertz: rate) else { return nil }
        return Profile(
            name: name, firstLimit: firstLimit, nextLimit: nextLimit, rate: rate,
            block: .nanoseconds(block), preBuffer: .nanoseconds(preBuffer),
            clauseWindow: .nanoseconds(clauseWindow), batch: batch)
    }
}

extension Duration {
    /// Whole nanoseconds, as many as fit.
    fileprivate var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        let (scaled, overflows) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, overflowsToo) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
        return overflows || overflowsToo ? (seconds < 0 ? .min : .max) : sum
    }
}
