internal import Glibc

/// A Butterworth high-pass of second order, run forward and then backward, so that nothing is
/// delayed; it takes 6 dB at its frequency and 24 dB for each octave below.
struct ZeroPhaseHighPass: Sendable {
    // The bilinear transform's coefficients; the numerator is outer × (1, -2, 1).
    private let outer: Float
    private let firstFeedback: Float
    private let secondFeedback: Float

    /// - Parameters:
    ///   - frequency: In hertz, below half the rate.
    ///   - rate: Samples in a second.
    init(frequency: Double, rate: Double) {
        let warped = tan(Double.pi * frequency / rate)
        let scale = 1 / (1 + 2.0.squareRoot() * warped + warped * warped)
        outer = Float(scale)
        firstFeedback = Float(2 * (warped * warped - 1) * scale)
        secondFeedback = Float((1 - 2.0.squareRoot() * warped + warped * warped) * scale)
    }

    /// Filters a whole signal in place.
    func filter(_ signal: inout [Float]) {
        pass(&signal, signal.indices)
        pass(&signal, signal.indices.reversed())
    }

    private func pass(_ signal: inout [Float], _ order: some Sequence<Int>) {
        var (first, second): (Float, Float) = (0, 0)
        for index in order {
            let input = signal[index]
            let output = outer * input + first
            first = -2 * outer * input - firstFeedback * output + second
            second = outer * input - secondFeedback * output
            signal[index] = output
        }
    }
}
