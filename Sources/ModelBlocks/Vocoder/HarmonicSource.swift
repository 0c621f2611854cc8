/// Pulses of a pitch that changes from frame to frame: the cosines of all harmonics below half the
/// rate, or below another frequency, with unit power where there is voice, in closed form
/// (Dirichlet's kernel).
///
/// A frame's pitch is that of its middle. Between two middles pitch and loudness change linearly;
/// where one side has no voice, the other's pitch stays and the loudness goes to zero. A value: a
/// copy goes on by itself. Pieces of any sizes give the same samples.
public struct HarmonicSource: Sendable {
    /// Samples per second.
    public let rate: Int
    /// Samples of a frame.
    public let hop: Int
    /// All harmonics lie below, in hertz.
    public let highest: Double
    /// Periods since the last pulse, 0 ..< 1.
    private var phase: Double
    /// The pitch of the last frame; nil before the first.
    private var last: Double?

    /// - Parameters:
    ///   - phase: Periods since the last pulse, 0 ..< 1.
    ///   - highest: All harmonics lie below, in hertz; nil: half the rate. With one for all rates
    ///     harmonics have the same number and power at each.
    /// - Precondition: Rate and hop are positive; `highest` is, and at most half the rate.
    public init(rate: Int, hop: Int, phase: Double = 0, highest: Double? = nil) {
        precondition(rate > 0 && hop > 0, "a rate of \(rate) and frames of \(hop) samples")
        let half = Double(rate) / 2
        self.highest = highest ?? half
        precondition(self.highest > 0 && self.highest <= half, "harmonics below \(self.highest) Hz")
        self.rate = rate
        self.hop = hop
        self.phase = phase
    }

    /// Takes the next frames and gives the samples up to the middle of the last one.
    ///
    /// - Parameter pitch: Hertz; 0, or what is no pitch below `highest`, where there is no voice.
    public mutating func process(_ pitch: some Sequence<Float>) -> [Float] {
        var samples: [Float] = []
        for pitch in pitch {
            let next = pitch > 0 && Double(pitch) < highest ? Double(pitch) : 0
            if let last {
                ramp(from: last, to: next, 0..<hop, &samples)
            } else {
                ramp(from: next, to: next, 0..<hop / 2, &samples)
            }
            last = next
        }
        return samples
    }

    /// Ends the last frame.
    public mutating func finish() -> [Float] {
        var samples: [Float] = []
        if let last { ramp(from: last, to: last, hop / 2..<hop, &samples) }
        last = nil
        return samples
    }

    /// The pulses of whole frames, `pitch.count · hop` samples; see the initializer.
    public static func pulses(
        _ pitch: some Sequence<Float>, rate: Int, hop: Int, phase: Double = 0,
        highest: Double? = nil
    ) -> [Float] {
        var source = HarmonicSource(rate: rate, hop: hop, phase: phase, highest: highest)
        return source.process(pitch) + source.finish()
    }

    /// Samples on the way from one frame's middle to the next one's.
    private mutating func ramp(
        from start: Double, to end: Double, _ places: Range<Int>, _ samples: inout [Float]
    ) {
        guard start > 0 || end > 0 else {
            samples += repeatElement(0, count: places.count)
            return
        }
        let (low, high) = (start > 0 ? start : end, end > 0 ? end : start)
        let (from, to) = (start > 0 ? 1.0 : 0, end > 0 ? 1.0 : 0)
        // The same at both ends is the same between.
        let all = harmonics(of: low)
        let same: HarmonicPulse? = harmonics(of: high) == all ? HarmonicPulse(all) : nil
        samples.reserveCapacity(samples.count + places.count)
        var place = places.lowerBound
        while place < places.upperBound {
            let count = min(HarmonicPulse.lanes, places.upperBound - place)
            var phases = SIMD8<Double>(repeating: 0.5)
            var pulse = same ?? HarmonicPulse(all)
            for lane in 0..<count {
                let way = (Double(place + lane) + 0.5) / Double(hop)
                let pitch = low + (high - low) * way
                phase += pitch / Double(rate)
                phase -= phase.rounded(.down)
                phases[lane] = phase
                if same == nil { pulse.set(harmonics(of: pitch), lane) }
            }
            let values = pulse.values(at: phases)
            for lane in 0..<count {
                let way = (Double(place + lane) + 0.5) / Double(hop)
                samples.append(values[lane] * Float(from + (to - from) * way))
            }
            place += count
        }
    }

    /// Harmonics of a pitch, at least one.
    private func harmonics(of pitch: Double) -> Double {
        max((highest / pitch).rounded(.up) - 1, 1)
    }
}
