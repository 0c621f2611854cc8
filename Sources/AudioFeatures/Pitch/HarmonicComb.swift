/// How well a pitch explains a spectrum: what lies at its harmonics, less what lies halfway
/// between them.
///
/// The kernel of SWIPE (Camacho and Harris, "A sawtooth waveform inspired pitch estimator for
/// speech and music", JASA 124, 2008) reduced to its peaks and valleys. It tells octaves apart
/// where periodicity alone can't: half the pitch finds nothing at its odd harmonics and has
/// smaller weights for the rest, twice the pitch finds harmonics in its valleys.
struct HarmonicComb: Sendable {
    /// Bins of the spectrum that are looked at.
    private let bins: Int
    /// Hertz from one bin to the next.
    private let spacing: Float
    /// 1 ÷ √k for the k-th harmonic, from 1.
    private let weights: [Float]
    /// The sums of the squares of the first k weights.
    private let energies: [Float]

    /// Harmonics up to here are looked at, in hertz.
    private static let highest = 1500.0

    /// - Parameters:
    ///   - lowest: The lowest pitch, in hertz.
    ///   - spacing: Hertz from one bin to the next.
    ///   - binCount: Bins from 0 to half the rate.
    init(lowest: Double, spacing: Double, binCount: Int) {
        bins = min(binCount - 2, Int(Self.highest / spacing))
        self.spacing = Float(spacing)
        let count = Int(Double(bins) * spacing / lowest) + 1
        weights = (0..<count).map { 1 / Float($0 + 1).squareRoot() }
        var sum: Float = 0
        energies = weights.map { weight in
            sum += weight * weight
            return sum
        }
    }

    /// The length of a spectrum as a vector, by which its scores are divided.
    func length(of loudness: [Float]) -> Float {
        var sum: Float = 0
        for bin in 1..<max(bins, 2) { sum += loudness[bin] * loudness[bin] }
        return sum.squareRoot()
    }

    /// The score of a pitch, -1 to 1; 0 for silence.
    ///
    /// - Parameters:
    ///   - frequency: The pitch, in hertz.
    ///   - loudness: The root of each bin's amplitude.
    ///   - length: That of `loudness`.
    func score(_ frequency: Float, _ loudness: [Float], length: Float) -> Float {
        let step = frequency / spacing
        let end = Float(bins) - 1
        guard length > 0, step < end else { return 0 }
        func value(_ position: Float) -> Float {
            let bin = Int(position)
            let share = position - Float(bin)
            return loudness[bin] * (1 - share) + loudness[bin + 1] * share
        }
        var (sum, count) = (Float(0), 0)
        var valleyBelow = value(0.5 * step)
        while count < weights.count {
            let position = Float(count + 1) * step
            guard position < end else { break }
            let valleyAbove = position + 0.5 * step < end ? value(position + 0.5 * step) : 0
            sum += weights[count] * (value(position) - 0.5 * (valleyBelow + valleyAbove))
            valleyBelow = valleyAbove
            count += 1
        }
        return count > 0 ? sum / (length * energies[count - 1].squareRoot()) : 0
    }
}
