internal import AudioFeatures
internal import ModelBlocks

/// The signal of pulses and noise that a network's filters shape, frame by frame: what
/// `Layer.sourceFilterHead` does within a graph, with fast transforms, each frame once.
///
/// Filters may come in pieces of any sizes; the samples are the same.
struct SourceFilterSynthesis {
    /// Bins of a filter.
    let bins: Int
    private let transform: ShortTimeFourier
    private let surplus: Int
    private var source: HarmonicSource
    private let white: WhiteNoise
    private var pulses: STFTStream
    private var air: STFTStream
    private var inverse: InverseSTFTStream
    /// Spectra of pulses and noise from the first frame on whose filters are still to come.
    private var pulsesSeen: ComplexSpectrogram
    private var airSeen: ComplexSpectrogram
    /// Frames whose pitch came.
    private var told = 0
    /// Samples still to be left out at the beginning, where half a frame's surplus lies.
    private var early: Int

    /// - Parameters:
    ///   - highest: All harmonics lie below, in hertz.
    ///   - transform: Whose frames are placed as `same`.
    /// - Throws: `VocoderError.transform(_:)` for one that can't be had or inverted.
    init(
        rate: Int, highest: Double, _ transform: ShortTimeFourier, seed: UInt64
    ) throws(VocoderError) {
        precondition(transform.placement == .same, "frames around their hops")
        self.transform = transform
        surplus = transform.size - transform.hop
        source = HarmonicSource(rate: rate, hop: transform.hop, highest: highest)
        white = WhiteNoise(seed: seed)
        do throws(AudioFeatureError) {
            let stft = try STFT(
                STFTSettings(fftLength: transform.size, hop: transform.hop, padding: .none))
            pulses = STFTStream(stft)
            air = STFTStream(stft)
            inverse = try InverseSTFTStream(stft)
        } catch {
            throw .transform(error.description)
        }
        bins = transform.bins
        early = surplus / 2
        let before = [Float](repeating: 0, count: surplus / 2)
        pulsesSeen = pulses.process(before)
        airSeen = air.process(before)
    }

    /// Frames beyond one whose pitch must have come before its filters can be used: its pulses
    /// reach that far, and are complete up to the middle of the last frame.
    static func lookAhead(_ transform: ShortTimeFourier) -> Int {
        let (size, hop) = (transform.size, transform.hop)
        let reach = size - (size - hop) / 2 - hop / 2
        return (reach + hop - 1) / hop
    }

    /// Takes the pitch of the next frames.
    mutating func append(pitch: [Float]) {
        pulses.process(source.process(pitch).span, appendingTo: &pulsesSeen)
        let hop = transform.hop
        let noise = white.samples(told * hop..<(told + pitch.count) * hop)
        air.process(noise.span, appendingTo: &airSeen)
        told += pitch.count
    }

    /// No pitch follows.
    mutating func endPitch() {
        let after = [Float](repeating: 0, count: surplus - surplus / 2)
        pulses.process((source.finish() + after).span, appendingTo: &pulsesSeen)
        air.process(after.span, appendingTo: &airSeen)
    }

    /// Takes the filters of the next frames and gives the samples that are complete.
    ///
    /// - Parameter filters: Of each frame the pulses' filter, real and imaginary, and the noise's
    ///   magnitude: frames × 3 × ``bins``.
    /// - Precondition: The pitch of ``lookAhead(_:)`` further frames has come, or its end.
    mutating func process(_ filters: ArraySlice<Float>) -> [Float] {
        let count = filters.count / (3 * bins)
        precondition(filters.count == count * 3 * bins, "filters of \(bins) bins")
        precondition(pulsesSeen.frameCount >= count, "pulses of \(count) frames")
        guard count > 0 else { return [] }
        let spectrogram = shaped(filters, count)
        pulsesSeen.removeFirst(count)
        airSeen.removeFirst(count)
        var samples: [Float] = []
        samples.reserveCapacity(count * transform.hop)
        // Both have the bins of one transform.
        try? inverse.process(spectrogram, appendingTo: &samples)
        let dropped = min(early, samples.count)
        early -= dropped
        samples.removeFirst(dropped)
        return samples
    }

    /// The rest, after the last filters.
    mutating func finish() -> [Float] {
        var samples = inverse.finish()
        samples.removeFirst(min(early, samples.count))
        samples.removeLast(min(surplus - surplus / 2, samples.count))
        return samples
    }

    private func shaped(_ filters: ArraySlice<Float>, _ count: Int) -> ComplexSpectrogram {
        var real = [Float](repeating: 0, count: count * bins)
        var imaginary = real
        let (pulseReal, pulseImaginary) = (pulsesSeen.real.span, pulsesSeen.imaginary.span)
        let (airReal, airImaginary) = (airSeen.real.span, airSeen.imaginary.span)
        filters.withUnsafeBufferPointer { filters in
            var sumReal = real.mutableSpan
            var sumImaginary = imaginary.mutableSpan
            for frame in 0..<count {
                let (at, filter) = (frame * bins, frame * 3 * bins)
                for bin in 0..<bins {
                    let cosine = filters[filter + bin]
                    let sine = filters[filter + bins + bin]
                    let breath = filters[filter + 2 * bins + bin]
                    let place = at + bin
                    sumReal[place] =
                        cosine * pulseReal[place] - sine * pulseImaginary[place]
                        + breath * airReal[place]
                    sumImaginary[place] =
                        cosine * pulseImaginary[place] + sine * pulseReal[place]
                        + breath * airImaginary[place]
                }
            }
        }
        return ComplexSpectrogram(binCount: bins, real: real, imaginary: imaginary)
    }
}
