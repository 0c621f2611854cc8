/// The signal of spectra that are still arriving: inverse transforms, windowed, overlapped
/// and added, divided by the sum of the squared windows (Griffin and Lim, 1984).
///
/// The samples are exactly those of ``STFT/signal(of:length:)``. Each frame gives as many
/// as the hop; what the padding stood for is left out. A copy goes on by itself.
public struct InverseSTFTStream: Sendable {
    /// The transform whose spectra come.
    public let stft: STFT

    /// Sums of windowed frames, and of squared windows, from sample `origin` on: `held`
    /// samples that may still turn out to be padding, then room for a frame.
    private var sums: [Float]
    private var weights: [Float]
    private var workspace: STFT.Workspace
    private var frame: [Float]
    private let held: Int
    private let padding: Int
    /// The squared window.
    private let squares: [Float]

    /// Which sample of the padded signal the sums begin with.
    private var origin: Int
    private var frameCount = 0

    /// Starts a signal.
    ///
    /// - Throws: `notInvertible` where a hop leaves samples that no window covers.
    public init(_ stft: STFT) throws(AudioFeatureError) {
        let settings = stft.settings
        let squares = stft.window.map { $0 * $0 }
        let covered = (0..<settings.hop).allSatisfy { phase in
            stride(from: phase, to: squares.count, by: settings.hop)
                .reduce(Float(0)) { $0 + squares[$1] } > Self.leastWeight
        }
        guard covered else {
            throw .notInvertible(hop: settings.hop, windowLength: settings.windowLength)
        }
        self.stft = stft
        self.squares = squares
        padding = settings.paddingLength
        // With hops above fftLength - padding the last of a hop's samples could be
        // padding of the end.
        held = max(0, settings.hop - settings.fftLength + padding)
        sums = [Float](repeating: 0, count: held + settings.fftLength)
        weights = sums
        frame = [Float](repeating: 0, count: settings.fftLength)
        workspace = STFT.Workspace(for: stft)
        origin = -held
    }

    /// Sums of squared windows up to here count as nothing: torch's bound.
    private static let leastWeight: Float = 1e-11

    /// Takes the next spectra and appends the samples that are complete.
    ///
    /// - Throws: `binMismatch`.
    public mutating func process(
        _ spectrogram: ComplexSpectrogram, appendingTo samples: inout [Float]
    ) throws(AudioFeatureError) {
        guard spectrogram.binCount == stft.binCount else {
            throw .binMismatch(expected: stft.binCount, actual: spectrogram.binCount)
        }
        let bins = stft.binCount
        spectrogram.real.withUnsafeBufferPointer { real in
            spectrogram.imaginary.withUnsafeBufferPointer { imaginary in
                guard let real = real.baseAddress, let imaginary = imaginary.baseAddress
                else { return }
                for index in 0..<spectrogram.frameCount {
                    add(real: real + index * bins, imaginary: imaginary + index * bins)
                    give(stft.settings.hop, to: &samples)
                }
            }
        }
    }

    /// Takes the next spectra and gives the samples that are complete.
    ///
    /// - Throws: `binMismatch`.
    public mutating func process(
        _ spectrogram: ComplexSpectrogram
    ) throws(AudioFeatureError) -> [Float] {
        var samples: [Float] = []
        try process(spectrogram, appendingTo: &samples)
        return samples
    }

    /// Ends the signal and gives the rest of it; then a new signal may begin.
    ///
    /// - Parameter length: How long the whole signal is to be, where that is known: the
    ///   last frame then gives samples that would count as padding too, as far as it
    ///   reaches. Nothing more comes where as many were given already. Without it the
    ///   signal ends where the padding of the last frame begins.
    public mutating func finish(length: Int? = nil) -> [Float] {
        var samples: [Float] = []
        if frameCount > 0 {
            let end = (frameCount - 1) * stft.settings.hop + stft.settings.fftLength
            let wanted = length.map { min(max($0, 0), end) + padding } ?? end - padding
            give(min(wanted, end) - origin, to: &samples)
        }
        for index in sums.indices { (sums[index], weights[index]) = (0, 0) }
        (origin, frameCount) = (-held, 0)
        return samples
    }

    /// Adds a frame behind the samples held.
    private mutating func add(real: UnsafePointer<Float>, imaginary: UnsafePointer<Float>) {
        let (start, count) = (stft.windowStart, squares.count)
        frame.withUnsafeMutableBufferPointer { frame in
            sums.withUnsafeMutableBufferPointer { sums in
                weights.withUnsafeMutableBufferPointer { weights in
                    // None is empty: a transform has at least one sample.
                    guard let frame = frame.baseAddress, let sums = sums.baseAddress,
                        let weights = weights.baseAddress
                    else { return }
                    stft.fft.inverse(
                        real: real, imaginary: imaginary, to: frame, using: &workspace.fft)
                    // A window lies within its frame, and a frame behind the samples held.
                    let (samples, sum, weight) = (
                        frame + start, sums + held + start, weights + held + start
                    )
                    stft.window.withUnsafeBufferPointer { window in
                        for index in 0..<count { sum[index] += samples[index] * window[index] }
                    }
                    squares.withUnsafeBufferPointer { squares in
                        for index in 0..<count { weight[index] += squares[index] }
                    }
                }
            }
        }
        frameCount += 1
    }

    /// Appends the first `count` sums, at most all, without what is padding, and moves on.
    private mutating func give(_ count: Int, to samples: inout [Float]) {
        guard count > 0 else { return }
        let first = max(0, padding - origin)
        if first < count {
            let start = samples.count - first
            samples.append(contentsOf: repeatElement(0, count: count - first))
            samples.withUnsafeMutableBufferPointer { samples in
                for index in first..<count {
                    let weight = weights[index]
                    samples[start + index] =
                        sums[index] / (weight > Self.leastWeight ? weight : 1)
                }
            }
        }
        Self.shift(&sums, by: count)
        Self.shift(&weights, by: count)
        origin += count
    }

    /// Drops the first numbers; zeros follow the last.
    private static func shift(_ numbers: inout [Float], by count: Int) {
        numbers.withUnsafeMutableBufferPointer { numbers in
            guard let base = numbers.baseAddress else { return }
            let kept = numbers.count - count
            // The two may overlap.
            base.update(from: base + count, count: kept)
            (base + kept).update(repeating: 0, count: count)
        }
    }
}
