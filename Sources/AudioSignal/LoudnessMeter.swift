import CEbur128

/// Measures integrated loudness (ITU-R BS.1770-4, gated) and true peak of a stream,
/// by libebur128.
///
/// Memory is constant over any length; loudness has a resolution of 0.1 LU.
/// Speech on one channel is heard from one loudspeaker or from two: as EBU R 128
/// has it, mono here counts once.
public final class LoudnessMeter {
    /// The rate of the stream.
    public let rate: SampleRate

    private let meter: UnsafeMutableRawPointer
    /// The samples of the first gating block, until it is full.
    private var opening: [Float] = []
    private let blockLength: Int
    private var count = 0

    /// Starts a measurement.
    public init(rate: SampleRate) {
        self.rate = rate
        guard let meter = syrinx_ebur128_create(UInt(rate.hertz), 0) else {
            preconditionFailure("out of memory for a loudness meter")
        }
        self.meter = meter
        blockLength = rate.samples(in: Self.gatingBlock)
    }

    deinit { syrinx_ebur128_delete(meter) }

    /// Adds the next samples.
    public func process(_ samples: [Float]) {
        guard !samples.isEmpty else { return }
        count += samples.count
        if count < blockLength { opening += samples } else { opening = [] }
        let code = samples.withUnsafeBufferPointer {
            syrinx_ebur128_add(meter, $0.baseAddress, $0.count)
        }
        precondition(code == 0, "libebur128 refused samples, code \(code)")
    }

    /// Integrated loudness so far in LUFS; nil for silence (nothing above the
    /// absolute gate of -70 LUFS).
    ///
    /// Audio shorter than one gating block of 400 ms has none by the standard; it is
    /// measured as if it were repeated, so that a single word has a loudness.
    public var integrated: Double? {
        guard count < blockLength else {
            let loudness = syrinx_ebur128_integrated(meter)
            return loudness.isFinite ? loudness : nil
        }
        guard count > 0 else { return nil }
        let repeated = LoudnessMeter(rate: rate)
        let times = (blockLength + count - 1) / count
        repeated.process((0..<times).flatMap { _ in opening })
        return repeated.integrated
    }

    /// The largest true peak so far in dBTP; nil for silence.
    public var truePeak: Double? {
        let peak = syrinx_ebur128_true_peak(meter)
        return peak > 0 ? amplitudeToDecibels(peak) : nil
    }

    /// Measures a whole signal.
    public static func integrated(_ audio: AudioBuffer) -> Double? {
        let meter = LoudnessMeter(rate: audio.rate)
        meter.process(audio.samples)
        return meter.integrated
    }

    /// The stretch over which BS.1770 takes one loudness value.
    private static let gatingBlock = Duration.milliseconds(400)
}

/// The loudness that a file or a stream should have.
///
/// A file takes two passes: in the first a ``LoudnessMeter`` listens while the
/// audio is made and kept (in a scratch file, or as the unlimited rendering); the
/// second applies ``gain(forMeasured:)`` and a ``TruePeakLimiter`` with
/// ``ceiling``. Both run in constant memory. A live stream takes the same gain from
/// the loudness measured once for its voice.
public struct LoudnessTarget: Hashable, Sendable {
    /// Integrated loudness, in LUFS.
    public let integrated: Double
    /// The largest true peak, in dBTP.
    public let ceiling: Double

    /// The loudness that can be asked for; libebur128's gate ends at -70, and above
    /// -5 speech is no longer recognisable behind a limiter.
    public static let supported = -60.0 ... -5.0

    /// The largest gain that is ever given, in dB: what would need more is noise.
    public static let largestGain = 40.0

    /// Makes a target, or nil for a loudness outside ``supported`` or a ceiling
    /// that is above 0 or below -20 dBTP.
    public init?(integrated: Double, ceiling: Double = -1) {
        guard Self.supported.contains(integrated), (-20.0...0).contains(ceiling) else { return nil }
        self.integrated = integrated
        self.ceiling = ceiling
    }

    /// The gain that takes audio of a measured loudness to the target; unity where
    /// nothing could be measured.
    public func gain(forMeasured loudness: Double?) -> Gain {
        guard let loudness, loudness.isFinite else { return .unity }
        return Gain(decibels: min(integrated - loudness, Self.largestGain))
    }
}
