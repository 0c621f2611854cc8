import Glibc

/// A factor on the amplitude.
public struct Gain: Hashable, Sendable {
    /// The factor; 1 changes nothing.
    public let factor: Float

    /// No change.
    public static let unity = Gain(factor: 1)

    /// Makes a gain of a factor.
    public init(factor: Float) { self.factor = factor }

    /// Makes a gain in decibels; 0 changes nothing, 6.02 doubles.
    public init(decibels: Double) { factor = Float(pow(10, decibels / 20)) }

    /// The gain in decibels, minus infinity for silence.
    public var decibels: Double { amplitudeToDecibels(Double(factor)) }

    /// The gain after which a signal's peak stands at a level.
    ///
    /// - Parameters:
    ///   - peak: The peak now, 1 being full scale.
    ///   - level: The peak wanted, in dB of full scale.
    /// - Returns: ``unity`` for silence.
    public static func normalizing(peak: Float, to level: Double = -1) -> Gain {
        guard peak > 0, peak.isFinite else { return .unity }
        return Gain(factor: Gain(decibels: level).factor / peak)
    }

    /// Two gains, one after the other.
    public static func * (a: Gain, b: Gain) -> Gain { Gain(factor: a.factor * b.factor) }

    /// Applies the gain to samples in place.
    public func apply(to samples: inout [Float]) {
        guard factor != 1 else { return }
        for index in samples.indices { samples[index] *= factor }
    }
}

extension AudioBuffer {
    /// The largest absolute value among the samples; 0 where there are none.
    public var peak: Float { samples.peak }

    /// This audio with a gain applied.
    public func scaled(by gain: Gain) -> AudioBuffer {
        var copy = self
        gain.apply(to: &copy.samples)
        return copy
    }

    /// This audio with its peak at a level, in dB of full scale.
    public func peakNormalized(to level: Double = -1) -> AudioBuffer {
        scaled(by: .normalizing(peak: peak, to: level))
    }
}

extension [Float] {
    /// The largest absolute value; 0 where there are none, NaN passed over.
    var peak: Float { withUnsafeBufferPointer { $0.peak } }
}

extension UnsafeBufferPointer<Float> {
    /// The largest absolute value; 0 where there are none, NaN passed over.
    ///
    /// By hand eight at a time, since the compiler may not reorder the comparisons:
    /// the limiter spends most of its time on quiet audio here.
    var peak: Float {
        var peaks = SIMD8<Float>.zero
        let bytes = UnsafeRawBufferPointer(self)
        var index = 0
        while index + 8 <= count {
            let bits = bytes.loadUnaligned(fromByteOffset: 4 * index, as: SIMD8<UInt32>.self)
            let magnitudes = unsafeBitCast(bits & 0x7FFF_FFFF, to: SIMD8<Float>.self)
            peaks.replace(with: magnitudes, where: magnitudes .> peaks)
            index += 8
        }
        var peak = peaks.max()
        while index < count {
            let magnitude = self[index].magnitude
            peak = magnitude > peak ? magnitude : peak
            index += 1
        }
        return peak
    }
}

/// 20 log10 of an amplitude; minus infinity for 0.
func amplitudeToDecibels(_ amplitude: Double) -> Double { 20 * log10(amplitude) }
