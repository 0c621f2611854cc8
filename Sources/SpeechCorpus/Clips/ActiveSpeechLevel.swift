internal import AudioSignal
internal import Glibc

/// The level of speech while there is any, by ITU-T P.56 (12/2011), method B.
///
/// An envelope of 30 ms is compared with thresholds 6 dB apart; pauses up to 200 ms count as
/// speech. The level is taken at the threshold that lies 15.9 dB below it.
struct ActiveSpeechLevel {
    /// The level in dB of full scale (1.0), of the active part's mean power.
    let decibels: Double
    /// The part of the time that counts as speech.
    let activity: Double

    /// The margin between the level and the threshold.
    private static let margin = 15.9
    private static let thresholds = (0..<16).map { pow(2, Double($0) - 16) }

    /// Measures a signal; nil if it holds nothing above -96 dB.
    init?(_ samples: [Float], rate: SampleRate) {
        guard !samples.isEmpty else { return nil }
        let count = Self.thresholds.count
        let decay = exp(-1 / (Double(rate.hertz) * 0.03))
        let hangover = rate.samples(in: .milliseconds(200))
        var active = [Int](repeating: 0, count: count)
        // How long ago the envelope was at a threshold; at first longer than counts.
        var quiet = [Int](repeating: hangover, count: count)
        var (first, envelope, power) = (0.0, 0.0, 0.0)
        for sample in samples {
            let value = Double(sample)
            power += value * value
            first = decay * first + (1 - decay) * abs(value)
            envelope = decay * envelope + (1 - decay) * first
            for index in 0..<count {
                if envelope >= Self.thresholds[index] {
                    active[index] += 1
                    quiet[index] = 0
                } else if quiet[index] < hangover {
                    active[index] += 1
                    quiet[index] += 1
                }
            }
        }
        // Levels that belong to each threshold, and how far above it they lie.
        var below: (level: Double, distance: Double)?
        for index in 0..<count where active[index] > 0 {
            let level = 10 * log10(power / Double(active[index]))
            let distance = level - 20 * log10(Self.thresholds[index])
            guard distance <= Self.margin else {
                below = (level, distance)
                continue
            }
            guard let below else { break }
            // Between two thresholds along a line.
            let part = (below.distance - Self.margin) / (below.distance - distance)
            decibels = below.level + part * (level - below.level)
            activity = power / Double(samples.count) / pow(10, decibels / 10)
            return
        }
        guard let below, power > 0 else { return nil }
        // So loud throughout that the last threshold is no upper bound.
        decibels = below.level
        activity = power / Double(samples.count) / pow(10, decibels / 10)
    }
}
