import CSoxr

/// Converts the sample rate of a stream, by libsoxr.
///
/// The filter is linear in phase and its delay is taken out: the first output
/// sample stands for the same instant as the first input sample, and `n` samples
/// in are `n × output ÷ input` out, rounded to the nearest. Output lags behind
/// input by 40 to 60 ms of audio while the stream runs (measured with libsoxr
/// 0.1.3, 16 kHz in blocks of 30 ms); ``finish()`` gives the rest. The samples
/// don't depend on how the input is cut.
///
/// Making one takes 0.03 to 0.35 ms between usual rates, 0.8 ms between rates
/// without a common divisor, so that each segment may have its own; libsoxr's own
/// reset costs the same (both measured) and is not offered. Converting takes 0.2 to
/// 0.3 ms of CPU a second of audio at ``Quality/high``. Equal rates pass through.
public final class Resampler {
    /// How precisely to convert.
    public enum Quality: Sendable, CaseIterable {
        /// 20 bits: the error is below that of 16-bit samples.
        case high
        /// 28 bits: below that of 24-bit samples, at two to four times the cost.
        case veryHigh
    }

    /// The rate of what goes in.
    public let input: SampleRate
    /// The rate of what comes out.
    public let output: SampleRate

    /// libsoxr's stream; nil where the rates are equal.
    private let stream: UnsafeMutableRawPointer?
    private var isFinished = false

    /// Starts a stream between two rates.
    public init(from input: SampleRate, to output: SampleRate, quality: Quality = .high) {
        self.input = input
        self.output = output
        guard input != output else {
            stream = nil
            return
        }
        let recipe = quality == .high ? SYRINX_SOXR_HIGH : SYRINX_SOXR_VERY_HIGH
        stream = syrinx_soxr_create(Double(input.hertz), Double(output.hertz), Int32(recipe))
        // Supported rates are all fine with libsoxr; what remains is an allocation
        // that failed, which ends a Swift program everywhere else too.
        precondition(stream != nil, "out of memory for a resampler")
    }

    deinit {
        if let stream { syrinx_soxr_delete(stream) }
    }

    /// Takes the next samples and gives what is ready, perhaps nothing.
    ///
    /// - Precondition: The stream was not finished.
    public func process(_ samples: [Float]) -> [Float] {
        precondition(!isFinished, "a finished resampler takes no more samples")
        guard let stream else { return samples }
        return convert(samples, by: stream)
    }

    /// Ends the stream and gives what it held back.
    public func finish() -> [Float] {
        defer { isFinished = true }
        guard let stream, !isFinished else { return [] }
        return convert(nil, by: stream)
    }

    /// Converts a whole signal.
    public static func convert(
        _ audio: AudioBuffer, to rate: SampleRate, quality: Quality = .high
    ) -> AudioBuffer {
        guard audio.rate != rate else { return audio }
        let resampler = Resampler(from: audio.rate, to: rate, quality: quality)
        var samples = resampler.process(audio.samples)
        samples += resampler.finish()
        return AudioBuffer(rate: rate, samples: samples)
    }

    /// Runs libsoxr until it has taken all input and given all output that is ready.
    private func convert(_ samples: [Float]?, by stream: UnsafeMutableRawPointer) -> [Float] {
        let count = samples?.count ?? 0
        let ratio = Double(output.hertz) / Double(input.hertz)
        // One call's output; libsoxr takes no more input than fills it, hence the loop.
        let piece = min(max(Int(Double(count) * ratio) + 64, 1024), 1 << 16)
        var result: [Float] = []
        result.reserveCapacity(Int(Double(count) * ratio) + 64)
        var taken = 0
        while true {
            var accepted = 0
            let produced = [Float](unsafeUninitializedCapacity: piece) { room, produced in
                let error: UnsafePointer<CChar>? =
                    if let samples {
                        samples.withUnsafeBufferPointer { all in
                            // An empty array may have no address, and libsoxr takes
                            // that for the end of the stream.
                            withUnsafePointer(to: Float(0)) { nothing in
                                syrinx_soxr_process(
                                    stream, all.baseAddress.map { $0 + taken } ?? nothing,
                                    count - taken, &accepted, room.baseAddress, piece, &produced)
                            }
                        }
                    } else {
                        syrinx_soxr_process(
                            stream, nil, 0, nil, room.baseAddress, piece, &produced)
                    }
                if let error { preconditionFailure("libsoxr: \(String(cString: error))") }
            }
            taken += accepted
            result += produced
            if produced.count < piece, taken == count { return result }
        }
    }
}
