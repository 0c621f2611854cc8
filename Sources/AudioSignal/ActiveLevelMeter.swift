internal import Glibc

/// Measures the active speech level of a stream: the level of the time in which somebody speaks,
/// pauses of less than about 0.4 s within it.
///
/// Method B of ITU-T P.56: an envelope of two smoothings of 30 ms is counted against a threshold
/// each 6.02 dB, with 200 ms of hangover; of the levels that these activities give, the active one
/// is where threshold and level are 15.9 dB apart. Figures are dB relative to a full scale of ±1
/// (dBov); a full sine has -3.01.
///
/// Memory is constant over any length.
public struct ActiveLevelMeter: Sendable {
    /// The rate of the stream.
    public let rate: SampleRate

    private let smoothing: Double
    private let hangover: Int
    private var energy = 0.0
    private var count = 0
    private var (first, second) = (0.0, 0.0)
    private var activities: [Activity]

    /// How much of the stream lies above a threshold.
    private struct Activity {
        let threshold: Double
        var samples = 0
        /// The samples that still count after the envelope has fallen below.
        var remaining = 0
    }

    /// Starts a measurement.
    public init(rate: SampleRate) {
        self.rate = rate
        smoothing = exp(-1 / (0.03 * Double(rate.hertz)))
        hangover = Int((0.2 * Double(rate.hertz)).rounded(.up))
        activities = (1...15).map { Activity(threshold: exp2(-Double(16 - $0))) }
    }

    /// Adds the next samples.
    public mutating func process(_ samples: [Float]) {
        count += samples.count
        for sample in samples {
            let magnitude = Double(sample.magnitude)
            energy += magnitude * magnitude
            first = smoothing * first + (1 - smoothing) * magnitude
            second = smoothing * second + (1 - smoothing) * first
            for place in activities.indices {
                if second >= activities[place].threshold {
                    activities[place].samples += 1
                    activities[place].remaining = hangover
                } else if activities[place].remaining > 0 {
                    activities[place].samples += 1
                    activities[place].remaining -= 1
                } else {
                    // Nor do higher ones have any left.
                    break
                }
            }
        }
    }

    /// The active level so far in dBov; nil for what never rises above the lowest threshold,
    /// -90 dB.
    public var level: Double? {
        var before: (level: Double, distance: Double)?
        for activity in activities where activity.samples > 0 {
            let level = 10 * log10(energy / Double(activity.samples))
            let distance = level - 20 * log10(activity.threshold) - Self.margin
            if distance <= 0 {
                guard let before else { return level }
                let part = before.distance / (before.distance - distance)
                return before.level + part * (level - before.level)
            }
            before = (level, distance)
        }
        // So loud that the highest threshold lies too low.
        return before?.level
    }

    /// The part of the time in which somebody speaks, from 0 to 1.
    public var activity: Double {
        guard let level, count > 0 else { return 0 }
        return min(energy / Double(count) / pow(10, level / 10), 1)
    }

    /// The gain that brings the stream to an active level in dBov; ``Gain/unity`` for silence.
    public func gain(to wanted: Double) -> Gain {
        level.map { Gain(decibels: wanted - $0) } ?? .unity
    }

    private static let margin = 15.9
}
