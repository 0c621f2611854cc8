internal import Glibc

/// Converts the sample rate of a stream that somebody waits for: late by about a millisecond, where
/// ``Resampler`` is by 40 to 60.
///
/// Each output sample is a sum of the 32 input samples around it (at the lower of both rates) under a
/// Kaiser window of 80 dB, whose pass band ends at 0.8 of half that rate. The first output sample
/// stands for the instant of the first input sample, `n` samples in are `n × output ÷ input` out,
/// rounded up, and the samples don't depend on how the input is cut. A value; a copy goes on by
/// itself.
public struct LowDelayResampler: Sendable {
    /// The rate of what goes in.
    public let input: SampleRate
    /// The rate of what comes out.
    public let output: SampleRate

    /// Input samples before the instant of an output sample, and as many behind it.
    private let half: Int
    /// Rows of `2 · half` weights for instants between two input samples, from one to the next.
    private let weights: [Float]
    private let phases: Int
    /// Input samples that are still needed, the first of which is ``first``.
    private var kept: [Float]
    private var first: Int
    /// Output samples so far.
    private var made = 0
    private var taken = 0
    private var isFinished = false

    /// Samples at the lower rate that are looked at on each side.
    private static let reach = 16
    /// Kaiser's parameter for 80 dB.
    private static let beta = 7.857
    /// Where the filter halves the amplitude, as a part of half the lower rate.
    private static let cutoff = 0.86
    /// More instants between two samples aren't told apart.
    private static let mostPhases = 512

    /// Starts a stream between two rates.
    public init(from input: SampleRate, to output: SampleRate) {
        self.input = input
        self.output = output
        let ratio = min(1, Double(output.hertz) / Double(input.hertz))
        half = input == output ? 0 : Int((Double(Self.reach) / ratio).rounded(.up))
        var (a, b) = (input.hertz, output.hertz)
        while b > 0 { (a, b) = (b, a % b) }
        phases = min(output.hertz / a, Self.mostPhases)
        let (half, phases) = (half, phases)
        weights = (0..<(input == output ? 0 : phases)).flatMap { phase in
            (0..<2 * half).map { tap in
                let distance = Double(tap - half + 1) - Double(phase) / Double(phases)
                let place = distance / Double(half)
                guard abs(place) < 1 else { return Float(0) }
                let angle = Double.pi * distance * ratio * Self.cutoff
                let sinc = distance == 0 ? 1 : sin(angle) / angle
                let window =
                    Self.bessel(Self.beta * (1 - place * place).squareRoot())
                    / Self.bessel(Self.beta)
                return Float(ratio * Self.cutoff * sinc * window)
            }
        }
        // Silence before the signal.
        kept = [Float](repeating: 0, count: half)
        first = -half
    }

    /// What output is late by, in seconds.
    public var delay: Double { Double(half) / Double(input.hertz) }

    /// Takes the next samples and gives what is ready.
    ///
    /// - Precondition: The stream was not finished.
    public mutating func process(_ samples: [Float]) -> [Float] {
        precondition(!isFinished, "a finished resampler takes no more samples")
        taken += samples.count
        guard half > 0 else { return samples }
        kept += samples
        return make(until: kept.count + first)
    }

    /// Ends the stream and gives what it held back.
    public mutating func finish() -> [Float] {
        guard half > 0, !isFinished else { return [] }
        isFinished = true
        kept += [Float](repeating: 0, count: half + 1)
        let wanted =
            (taken * output.hertz + input.hertz - 1) / input.hertz
        var rest = make(until: kept.count + first)
        let most = wanted - (made - rest.count)
        if rest.count > most { rest.removeLast(rest.count - max(most, 0)) }
        return rest
    }

    /// Output samples whose input samples lie before a place.
    private mutating func make(until end: Int) -> [Float] {
        var result: [Float] = []
        while true {
            let (place, rest) = (made * input.hertz).quotientAndRemainder(
                dividingBy: output.hertz)
            guard place + half < end else { break }
            let phase = rest * phases / output.hertz
            let start = place - half + 1 - first
            var sum: Float = 0
            for tap in 0..<2 * half { sum += weights[phase * 2 * half + tap] * kept[start + tap] }
            result.append(sum)
            made += 1
        }
        let next = made * input.hertz / output.hertz - half + 1
        let done = min(max(next - first, 0), kept.count)
        kept.removeFirst(done)
        first += done
        return result
    }

    /// The modified Bessel function of the first kind and order 0.
    private static func bessel(_ x: Double) -> Double {
        var (sum, term, index) = (1.0, 1.0, 1.0)
        while term > sum * 1e-12 {
            term *= (x / 2 / index) * (x / 2 / index)
            sum += term
            index += 1
        }
        return sum
    }
}
