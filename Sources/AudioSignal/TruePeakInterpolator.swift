import Glibc

/// Finds the peaks between samples, where a converter's analogue output has them.
///
/// The signal is taken at four times its rate, as ITU-R BS.1770-4 annex 2 does, by a
/// Kaiser-windowed sinc of 16 samples: flat within 0.05 dB up to 0.8 of the Nyquist
/// frequency (computed from the coefficients).
struct TruePeakInterpolator: Sendable {
    /// How many samples before and after an interval it reads, its ends included.
    static let reach = 8

    /// The filters for a quarter, half and three quarters of the way.
    private let quarter: SIMD16<Float>
    private let half: SIMD16<Float>
    private let threeQuarters: SIMD16<Float>

    /// No interpolated value is larger than the samples' peak times this.
    let bound: Float

    init() {
        quarter = Self.filter(at: 0.25)
        half = Self.filter(at: 0.5)
        threeQuarters = Self.filter(at: 0.75)
        // With a little room for rounding.
        bound =
            1.001
            * max(
                Self.absoluteSum(quarter), Self.absoluteSum(half),
                Self.absoluteSum(threeQuarters), 1)
    }

    /// The largest magnitude from the eighth to the ninth of sixteen samples.
    @inline(__always)
    func peak(_ samples: UnsafePointer<Float>) -> Float {
        let window = UnsafeRawPointer(samples).loadUnaligned(as: SIMD16<Float>.self)
        let between = max(
            (window * quarter).sum().magnitude, (window * half).sum().magnitude,
            (window * threeQuarters).sum().magnitude)
        return max(between, samples[7].magnitude, samples[8].magnitude)
    }

    private static func absoluteSum(_ filter: SIMD16<Float>) -> Float {
        (0..<16).reduce(0) { $0 + filter[$1].magnitude }
    }

    private static func filter(at fraction: Double) -> SIMD16<Float> {
        var taps = [Double](repeating: 0, count: 16)
        for index in 0..<16 {
            let distance = Double(index - 7) - fraction
            let sinc = sin(Double.pi * distance) / (Double.pi * distance)
            taps[index] = sinc * kaiser(distance / Double(reach))
        }
        // Exact at frequency zero.
        let sum = taps.reduce(0, +)
        var filter = SIMD16<Float>()
        for index in 0..<16 { filter[index] = Float(taps[index] / sum) }
        return filter
    }

    /// A Kaiser window with beta 5 over -1...1, not normalised.
    private static func kaiser(_ position: Double) -> Double {
        bessel(5 * max(0, 1 - position * position).squareRoot())
    }

    /// The modified Bessel function of the first kind, order zero, by its series.
    private static func bessel(_ x: Double) -> Double {
        var sum = 1.0
        var term = 1.0
        for k in 1...30 {
            term *= (x / 2 / Double(k)) * (x / 2 / Double(k))
            sum += term
        }
        return sum
    }
}
