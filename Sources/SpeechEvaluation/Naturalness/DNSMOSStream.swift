public import AudioSignal

/// Judges a recording while it arrives, window by window, so that hours take no memory.
///
/// Windows begin at each second, as long as ten seconds are left (the first needs 9.01 s). A
/// shorter recording is doubled until it fills one. The reference (`dnsmos_local.py`) computes
/// the bounds of windows in floating point and passes over those that come out a sample short;
/// so does this, since published figures are made so.
public final class DNSMOSStream {
    private let judge: DNSMOS
    private let resampler: Resampler
    /// Samples at 16 kHz from the next window's first on.
    private var samples: [Float] = []
    /// The second at which the next window begins.
    private var second = 0
    private var sum = DNSMOSScore(signal: 0, background: 0, overall: 0, p808: 0, windows: 0)

    /// Starts with a recording of a rate.
    public init(_ judge: DNSMOS, rate: SampleRate) {
        self.judge = judge
        resampler = Resampler(from: rate, to: DNSMOS.rate)
    }

    /// Takes the next samples.
    public func process(_ samples: [Float]) throws(EvaluationError) {
        self.samples += resampler.process(samples)
        try advance()
    }

    /// Ends the recording and gives its score. To be called once.
    public func finish() throws(EvaluationError) -> DNSMOSScore {
        samples += resampler.finish()
        guard second > 0 || !samples.isEmpty else { throw .noAudio }
        if second == 0 {
            while samples.count < DNSMOS.windowLength { samples += samples }
        }
        try advance()
        let count = Double(sum.windows)
        return DNSMOSScore(
            signal: sum.signal / count, background: sum.background / count,
            overall: sum.overall / count, p808: sum.p808 / count, windows: sum.windows)
    }

    /// Judges all windows that have their samples.
    private func advance() throws(EvaluationError) {
        let hop = DNSMOS.rate.hertz
        var start = 0
        defer { samples.removeFirst(min(start, samples.count)) }
        // Ten whole seconds from the beginning of every window but the first.
        while samples.count - start >= (second == 0 ? DNSMOS.windowLength : 10 * hop) {
            let end = Int((Double(second) + 9.01) * Double(hop))
            if end - second * hop >= DNSMOS.windowLength {
                let score = try judge.score(
                    window: samples[start..<start + DNSMOS.windowLength])
                sum.signal += score.signal
                sum.background += score.background
                sum.overall += score.overall
                sum.p808 += score.p808
                sum.windows += 1
            }
            start += hop
            second += 1
        }
    }
}
