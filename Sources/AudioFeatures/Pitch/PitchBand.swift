internal import Glibc

/// A signal with only those frequencies in which pitch is told, at the lower rate that
/// these need.
///
/// The rate is divided by a whole number, so that 4 kHz or a little more remain. The harmonics
/// below ``highest`` carry the pitch of speech, and the lower rate makes everything after it
/// several times faster. Nothing is delayed: sample k is centred at sample k × ``factor``.
struct PitchBand: Sendable {
    /// Samples of the original for one of the band.
    let factor: Int
    /// Samples of the band in a second.
    let rate: Double
    /// Weights of the low-pass filter, symmetrical, an odd number that sums to 1.
    private let weights: [Float]
    private let highPass: ZeroPhaseHighPass

    /// The frequency at which the filter halves the amplitude, in hertz.
    static let highest = 1600.0
    /// The lowest rate of a band, in hertz.
    private static let lowestRate = 4000

    /// - Parameters:
    ///   - rate: Samples of the original in a second, at least ``lowestRate``.
    ///   - lowest: The lowest pitch, in hertz; hum and rumble below are taken away.
    init(rate: Int, lowest: Double) {
        factor = rate / Self.lowestRate
        self.rate = Double(rate) / Double(factor)
        highPass = ZeroPhaseHighPass(frequency: lowest, rate: self.rate)
        // A sinc under a Hann window of 4 ms goes from pass to stop within about 1 kHz.
        let reach = Int((Double(rate) / 500).rounded())
        let turn = 2 * Self.highest / Double(rate)
        let raw = (-reach...reach).map { index in
            let angle = Double.pi * turn * Double(index)
            let sinc = index == 0 ? 1 : sin(angle) / angle
            return sinc * (0.5 + 0.5 * cos(Double.pi * Double(index) / Double(reach + 1)))
        }
        let sum = raw.reduce(0, +)
        weights = raw.map { Float($0 / sum) }
    }

    /// The sample of the band nearest to one of the original.
    func position(of sample: Int) -> Int { (sample + factor / 2) / factor }

    /// The band of a signal without its mean, outside of which there is silence.
    ///
    /// - Parameter scale: By which samples are multiplied.
    func samples(of signal: [Float], scale: Float) -> [Float] {
        var result = lowPassed(signal, scale: scale)
        highPass.filter(&result)
        return result
    }

    /// That, with what lies below the lowest pitch: of a piece that is too short to filter it away.
    func lowPassed(_ signal: [Float], scale: Float) -> [Float] {
        let reach = weights.count / 2
        let count = (signal.count + factor - 1) / factor
        // A constant would begin and end with a step.
        let mean = signal.reduce(0) { $0 + Double($1) } / Double(max(signal.count, 1))
        let offset = Float(mean * Double(scale))
        return [Float](unsafeUninitializedCapacity: count) { target, filled in
            signal.withUnsafeBufferPointer { signal in
                weights.withUnsafeBufferPointer { weights in
                    for index in 0..<count {
                        let centre = index * factor
                        let first = max(0, centre - reach)
                        let end = min(signal.count, centre + reach + 1)
                        target[index] = Self.sum(
                            signal[first..<end], weights[(first - centre + reach)...], scale, offset
                        )
                    }
                }
            }
            filled = count
        }
    }

    /// The sum of samples by their weights, of which there are at least as many. Samples are
    /// scaled first, so that no sum overflows; `offset` is taken from each then.
    private static func sum(
        _ samples: Slice<UnsafeBufferPointer<Float>>,
        _ weights: Slice<UnsafeBufferPointer<Float>>, _ scale: Float, _ offset: Float
    ) -> Float {
        let (samples, weights) = (
            UnsafeBufferPointer(rebasing: samples), UnsafeBufferPointer(rebasing: weights)
        )
        // None is empty: the centre is a sample.
        guard let from = samples.baseAddress, let by = weights.baseAddress else { return 0 }
        var sums = SIMD4<Float>.zero
        var index = 0
        while index + 4 <= samples.count {
            sums += (from.lanes(at: index) * scale - offset) * by.lanes(at: index)
            index += 4
        }
        var sum = sums.sum()
        while index < samples.count {
            sum += (samples[index] * scale - offset) * weights[index]
            index += 1
        }
        return sum
    }
}
