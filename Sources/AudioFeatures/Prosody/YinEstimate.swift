/// What YIN says of one window by one threshold.
public struct YinEstimate: Hashable, Sendable {
    /// The fundamental frequency (F0) in hertz, within the recipe's range; 0: unvoiced.
    public let frequency: Double
    /// The cumulative mean normalised difference at the period, 0 (periodic) ... 1; of an unvoiced
    /// window the least of all lags, so that it changes steadily where voicing begins.
    public let aperiodicity: Double

    /// Whether there is a pitch.
    public var isVoiced: Bool { frequency > 0 }
}
