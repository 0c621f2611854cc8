internal import Glibc

/// The level of a signal about an instant.
struct FrameLevel: Sendable {
    /// Samples before and after the instant.
    let reach: Int

    /// - Parameter seconds: How long the stretch is, both sides together.
    init(seconds: Double, rate: Double) { reach = max(1, Int((seconds * rate / 2).rounded())) }

    /// The root mean square in dB of full scale, of those samples that there are; at least
    /// `quietest`, which silence has.
    func level(_ signal: [Float], at centre: Int, quietest: Float) -> Float {
        let first = max(0, centre - reach)
        let end = min(signal.count, centre + reach + 1)
        guard first < end else { return quietest }
        // Squares of the largest numbers need more than 32 bits.
        var sums = SIMD4<Double>.zero
        var position = first
        while position + 4 <= end {
            let samples = SIMD4<Double>(
                Double(signal[position]), Double(signal[position + 1]),
                Double(signal[position + 2]), Double(signal[position + 3]))
            sums += samples * samples
            position += 4
        }
        var sum = sums.sum()
        while position < end {
            sum += Double(signal[position]) * Double(signal[position])
            position += 1
        }
        guard sum > 0 else { return quietest }
        return max(quietest, Float(10 * log10(sum / Double(end - first))))
    }
}
