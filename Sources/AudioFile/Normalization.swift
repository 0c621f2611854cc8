public import AudioSignal

/// To what level a whole file is brought.
///
/// That takes two passes over its audio: a ``LevelMeasurement`` and a ``LevelChange``.
public enum Normalization: Sendable, Equatable {
    /// A loudness, with a limit on the true peak.
    case loudness(LoudnessTarget)
    /// A peak of samples, in dB of full scale.
    case peak(Double)
}

/// The first pass: the level of audio, measured piece by piece.
public struct LevelMeasurement {
    private let normalization: Normalization
    private let meter: LoudnessMeter
    private var peak: Float = 0

    /// Starts a measurement.
    public init(for normalization: Normalization, rate: SampleRate) {
        self.normalization = normalization
        meter = LoudnessMeter(rate: rate)
    }

    /// Takes the next samples.
    public mutating func process(_ samples: [Float]) {
        if case .loudness = normalization { meter.process(samples) }
        peak = max(peak, AudioBuffer(rate: meter.rate, samples: samples).peak)
    }

    /// What is to be done to the audio measured so far.
    public var change: LevelChange {
        switch normalization {
        case .loudness(let target):
            LevelChange(
                gain: target.gain(forMeasured: meter.integrated),
                limiter: TruePeakLimiter(rate: meter.rate, ceiling: target.ceiling))
        case .peak(let level): LevelChange(gain: .normalizing(peak: peak, to: level), limiter: nil)
        }
    }
}

/// The second pass: a gain, and a limit on the true peak where a loudness is wanted.
public struct LevelChange {
    /// The gain.
    public let gain: Gain
    private var limiter: TruePeakLimiter?

    init(gain: Gain, limiter: TruePeakLimiter?) {
        self.gain = gain
        self.limiter = limiter
    }

    /// Takes the next samples and gives those whose level is certain.
    public mutating func process(_ samples: [Float]) -> [Float] {
        var samples = samples
        gain.apply(to: &samples)
        return limiter?.process(samples) ?? samples
    }

    /// The samples that are left at the end.
    public mutating func finish() -> [Float] { limiter?.finish() ?? [] }
}
