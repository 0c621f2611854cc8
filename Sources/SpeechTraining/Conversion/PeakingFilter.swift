internal import Glibc

/// Raises or lowers frequencies about one by some dB, as microphones and rooms do: a peaking
/// equaliser of second order (Bristow-Johnson's cookbook).
struct PeakingFilter: Sendable {
    private let b: (Double, Double, Double)
    private let a: (Double, Double)

    /// - Parameters:
    ///   - frequency: As a part of the rate, above 0 and below a half.
    ///   - gain: In dB.
    ///   - quality: The frequency by the width, above 0.
    init(frequency: Double, gain: Double, quality: Double) {
        let angle = 2 * Double.pi * frequency
        let (amplitude, slope) = (pow(10, gain / 40), sin(angle) / (2 * quality))
        let norm = 1 + slope / amplitude
        b = (
            (1 + slope * amplitude) / norm, -2 * cos(angle) / norm,
            (1 - slope * amplitude) / norm
        )
        a = (-2 * cos(angle) / norm, (1 - slope / amplitude) / norm)
    }

    /// Filters a signal from silence on.
    func apply(to samples: inout [Float]) {
        var (first, second) = (0.0, 0.0)
        for place in samples.indices {
            let x = Double(samples[place])
            let y = b.0 * x + first
            first = b.1 * x - a.0 * y + second
            second = b.2 * x - a.1 * y
            samples[place] = Float(y)
        }
    }
}
