internal import Glibc

/// Brings numbers that come one by one to mean 0 and deviation 1, by what came so far.
///
/// Welford's recurrence, whose weights can fade, beside a prior that stays: what nothing is known
/// of yet counts as that. A value; a copy goes on by itself, and it can be kept for a session.
public struct Whitening: Hashable, Sendable, Codable {
    /// What numbers are like before any came.
    public struct Prior: Hashable, Sendable, Codable {
        /// Their mean.
        public var mean: Double
        /// Their standard deviation, above 0.
        public var deviation: Double
        /// How many numbers it counts as, above 0.
        public var weight: Double

        /// A prior of these.
        public init(mean: Double, deviation: Double, weight: Double) {
            self.mean = mean
            self.deviation = deviation
            self.weight = weight
        }
    }

    /// As given.
    public let prior: Prior
    /// How many numbers came, each as far as it counts still.
    public private(set) var weight = 0.0
    private var sampleMean = 0.0
    /// Sum of squares of the distances from their mean.
    private var squares = 0.0

    /// The whitening of a prior.
    public init(_ prior: Prior) { self.prior = prior }

    /// Takes a number in, which must be finite.
    public mutating func add(_ value: Double) {
        weight += 1
        let distance = value - sampleMean
        sampleMean += distance / weight
        squares += distance * (value - sampleMean)
    }

    /// Lets all numbers so far count a part of what they did; once a frame, whether one came or
    /// not.
    public mutating func fade(to part: Double) {
        weight *= part
        squares *= part
    }

    /// The mean of prior and numbers.
    public var mean: Double {
        (prior.weight * prior.mean + weight * sampleMean) / (prior.weight + weight)
    }

    /// The standard deviation of prior and numbers, about their common mean.
    public var deviation: Double {
        let mean = mean
        let (before, since) = (prior.mean - mean, sampleMean - mean)
        let sum =
            prior.weight * (prior.deviation * prior.deviation + before * before) + squares
            + weight * since * since
        return (sum / (prior.weight + weight)).squareRoot()
    }

    /// How many deviations above the mean a number is, within ±``most``.
    public func whitened(_ value: Double) -> Double {
        min(max((value - mean) / deviation, -Self.most), Self.most)
    }

    /// What is further away than this is no further: silence, and clicks, aren't everything.
    public static let most = 5.0
}
