import Glibc

/// Finds the peaks between samples, where a converter's analogue output has them.
///
/// The signal is taken at four times its rate, as ITU-R BS.1770-4 annex 2 does, by a
/// Kaiser-windowed sinc of 16 samples: flat within 0.05 dB up to 0.8 of the Nyquist
/// frequency (computed from the coefficients).
struct TruePeakInterpolator: Sendable {
    /// How many samples before and after an interval it reads, its ends included.
    static let reach = 8

    /// The filters for a quarter, half and three quarters of the way, tap by tap.
    private let taps: [(quarter: Float, half: Float, threeQuarters: Float)]

    /// No interpolated value is larger than the samples' peak times this.
    let bound: Float

    init() {
        let quarter = Self.filter(at: 0.25)
        let half = Self.filter(at: 0.5)
        let threeQuarters = Self.filter(at: 0.75)
        taps = (0..<16).map { (quarter[$0], half[$0], threeQuarters[$0]) }
        // With a little room for rounding.
        bound = 1.001 * [quarter, half, threeQuarters].map(Self.absoluteSum).reduce(1, max)
    }

    /// Gives the largest magnitude within each of several intervals in turn, their ends
    /// included.
    ///
    /// - Parameters:
    ///   - samples: Begin seven before the start of the first interval, and end
    ///     eight behind the start of the last.
    ///   - peaks: As many as there are intervals.
    func findPeaks(_ samples: UnsafeBufferPointer<Float>, _ peaks: inout [Float]) {
        let bytes = UnsafeRawBufferPointer(samples)
        let count = samples.count - 15
        taps.withUnsafeBufferPointer { taps in
            var index = 0
            // Eight intervals at a time, and the rest by the same sums in the same order.
            while index + 8 <= count {
                var quarter = SIMD8<Float>.zero
                var half = SIMD8<Float>.zero
                var threeQuarters = SIMD8<Float>.zero
                for tap in 0..<16 {
                    let these = bytes.loadUnaligned(
                        fromByteOffset: 4 * (index + tap), as: SIMD8<Float>.self)
                    quarter += these * taps[tap].quarter
                    half += these * taps[tap].half
                    threeQuarters += these * taps[tap].threeQuarters
                }
                for lane in 0..<8 {
                    peaks[index + lane] = max(
                        samples[index + lane + 7].magnitude, samples[index + lane + 8].magnitude,
                        quarter[lane].magnitude, half[lane].magnitude,
                        threeQuarters[lane].magnitude)
                }
                index += 8
            }
            while index < count {
                var quarter: Float = 0
                var half: Float = 0
                var threeQuarters: Float = 0
                for tap in 0..<16 {
                    let this = samples[index + tap]
                    quarter += this * taps[tap].quarter
                    half += this * taps[tap].half
                    threeQuarters += this * taps[tap].threeQuarters
                }
                peaks[index] = max(
                    samples[index + 7].magnitude, samples[index + 8].magnitude,
                    quarter.magnitude, half.magnitude, threeQuarters.magnitude)
                index += 1
            }
        }
    }

    private static func absoluteSum(_ filter: [Float]) -> Float {
        filter.reduce(0) { $0 + $1.magnitude }
    }

    private static func filter(at fraction: Double) -> [Float] {
        var taps = [Double](repeating: 0, count: 16)
        for index in 0..<16 {
            let distance = Double(index - 7) - fraction
            let sinc = sin(Double.pi * distance) / (Double.pi * distance)
            taps[index] = sinc * kaiser(distance / Double(reach))
        }
        // Exact at frequency zero.
        let sum = taps.reduce(0, +)
        return taps.map { Float($0 / sum) }
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
