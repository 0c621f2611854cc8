/// How many samples of a signal make up one second.
public struct SampleRate: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Samples per second.
    public let hertz: Int

    /// The rates that Syrinx accepts: 4 kHz, below which speech is no longer
    /// intelligible, to 192 kHz, the most that the file formats carry.
    public static let supported = 4_000...192_000

    /// Makes a rate, or nil outside ``supported``.
    public init?(hertz: Int) {
        guard Self.supported.contains(hertz) else { return nil }
        self.hertz = hertz
    }

    /// Makes a rate known to be valid.
    ///
    /// - Precondition: `hertz` is within ``supported``.
    public init(_ hertz: Int) {
        precondition(Self.supported.contains(hertz), "sample rate \(hertz) Hz out of range")
        self.hertz = hertz
    }

    /// Lower rates first.
    public static func < (a: Self, b: Self) -> Bool { a.hertz < b.hertz }

    /// Such as "24000 Hz".
    public var description: String { "\(hertz) Hz" }

    /// The number of samples nearest to a duration: never negative, and no more
    /// than 2^50, which is 185 years at the highest rate.
    public func samples(in duration: Duration) -> Int {
        let count = (duration.seconds * Double(hertz)).rounded()
        return Int(min(max(count, 0), 0x1p50))
    }

    /// How long a number of samples lasts.
    public func duration(of samples: Int) -> Duration {
        .seconds(Double(samples) / Double(hertz))
    }
}

extension Duration {
    /// This duration as a floating-point number of seconds.
    public var seconds: Double {
        let (whole, attoseconds) = components
        return Double(whole) + Double(attoseconds) * 1e-18
    }
}
