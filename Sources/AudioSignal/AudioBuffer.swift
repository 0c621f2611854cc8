/// A stretch of mono audio with its rate.
///
/// Samples are 32-bit floating point; full scale is -1...1. Values beyond full
/// scale may exist between processing steps and are limited before encoding.
public struct AudioBuffer: Sendable, Equatable {
    /// The rate of ``samples``.
    public let rate: SampleRate

    /// The samples, first to last.
    public var samples: [Float]

    /// Makes a buffer of samples at a rate.
    public init(rate: SampleRate, samples: [Float] = []) {
        self.rate = rate
        self.samples = samples
    }

    /// Silence of a given length.
    public static func silence(_ duration: Duration, rate: SampleRate) -> AudioBuffer {
        AudioBuffer(rate: rate, samples: [Float](repeating: 0, count: rate.samples(in: duration)))
    }

    /// How long the audio lasts.
    public var duration: Duration { rate.duration(of: samples.count) }

    /// Whether there is no sample at all.
    public var isEmpty: Bool { samples.isEmpty }
}
