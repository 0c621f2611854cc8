/// How much a signal resembles itself after each lag, about one instant.
///
/// McLeod and Wyvill's normalised square difference ("A smarter way to find pitch", ICMC
/// 2005), with each pair of samples weighted by a window at both its ends:
///
///     s(τ) = 2 Σ w[j] w[j+τ] x[j] x[j+τ] ÷ Σ w[j] w[j+τ] (x[j]² + x[j+τ]²)
///
/// It lies within -1...1 and is 1 at the period of anything periodic, whatever the window; and its
/// pairs lie symmetrically about the instant, whatever the lag. Both sums are correlations, so
/// Fourier transforms make them. Outside the signal the window is 0, so the ends are judged by
/// what there is.
struct WindowedPeriodicity: Sendable {
    /// Lags told for each sample.
    static let fineness = 4

    /// How many lags are told: from 0 on, in steps of 1 ÷ ``fineness`` samples.
    let lagCount: Int
    /// How many amplitudes there are, from 0 to half the rate.
    var binCount: Int { fft.binCount }
    /// Samples of the transform: bin k is at k ÷ this of the rate.
    var transformLength: Int { fft.length }

    private let window: [Float]
    private let fft: RealFFT
    /// Of `fineness` times the length: what makes the finer lags.
    private let fineFFT: RealFFT
    /// The window's spectrum.
    private let windowReal: [Float]
    private let windowImaginary: [Float]

    /// What changes from instant to instant, and the results.
    struct Workspace: Sendable {
        /// s(τ), ``WindowedPeriodicity/lagCount`` of them.
        var similarity: [Float]
        /// The root of each bin's amplitude, about what is heard of it;
        /// ``WindowedPeriodicity/binCount`` of them.
        var loudness: [Float]

        fileprivate var frame: [Float]
        fileprivate var squares: [Float]
        fileprivate var mask: [Float]
        fileprivate var real: [Float]
        fileprivate var imaginary: [Float]
        fileprivate var maskReal: [Float]
        fileprivate var maskImaginary: [Float]
        fileprivate var fineReal: [Float]
        /// Never written.
        fileprivate let zeros: [Float]
        fileprivate var fineProducts: [Float]
        fileprivate var energies: [Float]
        fileprivate var fft: RealFFT.Workspace
        fileprivate var fineFFT: RealFFT.Workspace
    }

    /// - Parameters:
    ///   - windowLength: In samples, at least 1; a Hann window, made odd so that it has a centre.
    ///   - longestLag: In samples, at least 1.
    init(windowLength: Int, longestLag: Int) throws(AudioFeatureError) {
        let length = windowLength | 1
        // Without its zeros at the ends.
        let window = Array(Window.symmetricHann.weights(length: length + 2)[1...length])
        // Long enough that no pair wraps around, with factors that are fast.
        var size = (length + longestLag + 8) / 8 * 8
        while RealFFT.largestFactor(of: size) > 5 { size += 8 }
        fft = try RealFFT(length: size)
        fineFFT = try RealFFT(length: Self.fineness * size)
        lagCount = longestLag * Self.fineness
        self.window = window
        var real = [Float](repeating: 0, count: fft.binCount)
        var imaginary = real
        var workspace = RealFFT.Workspace(for: fft)
        fft.forward(
            window + [Float](repeating: 0, count: size - length), &real, &imaginary, &workspace)
        windowReal = real
        windowImaginary = imaginary
    }

    /// Room for one thread's work.
    func workspace() -> Workspace {
        let samples = [Float](repeating: 0, count: fft.length)
        let bins = [Float](repeating: 0, count: fft.binCount)
        let fineBins = [Float](repeating: 0, count: fineFFT.binCount)
        return Workspace(
            similarity: [Float](repeating: 0, count: lagCount), loudness: bins, frame: samples,
            squares: samples, mask: samples, real: bins, imaginary: bins, maskReal: bins,
            maskImaginary: bins, fineReal: fineBins, zeros: fineBins,
            fineProducts: [Float](repeating: 0, count: fineFFT.length), energies: samples,
            fft: RealFFT.Workspace(for: fft), fineFFT: RealFFT.Workspace(for: fineFFT))
    }

    /// Measures a signal about one of its samples, or one beyond its end.
    func measure(_ signal: [Float], at centre: Int, using work: inout Workspace) {
        let isInside = weigh(signal, from: centre - window.count / 2, &work)

        fft.forward(work.frame, &work.real, &work.imaginary, &work.fft)
        // The last bin would have to be halved; the band ends before it.
        let scale = Float(Self.fineness)
        for bin in 0..<binCount - 1 {
            let power =
                work.real[bin] * work.real[bin] + work.imaginary[bin] * work.imaginary[bin]
            work.fineReal[bin] = scale * power
            work.loudness[bin] = power.squareRoot().squareRoot()
        }
        fineFFT.inverse(work.fineReal, work.zeros, &work.fineProducts, &work.fineFFT)

        fft.forward(work.squares, &work.real, &work.imaginary, &work.fft)
        if isInside {
            for bin in 0..<binCount {
                work.real[bin] =
                    work.real[bin] * windowReal[bin] + work.imaginary[bin] * windowImaginary[bin]
                work.imaginary[bin] = 0
            }
        } else {
            fft.forward(work.mask, &work.maskReal, &work.maskImaginary, &work.fft)
            for bin in 0..<binCount {
                work.real[bin] =
                    work.real[bin] * work.maskReal[bin]
                    + work.imaginary[bin] * work.maskImaginary[bin]
                work.imaginary[bin] = 0
            }
        }
        fft.inverse(work.real, work.imaginary, &work.energies, &work.fft)
        divide(&work)
    }

    /// Fills the frame, its squares and, where it reaches beyond the signal, the mask.
    ///
    /// - Returns: Whether all of it lies within the signal.
    private func weigh(_ signal: [Float], from first: Int, _ work: inout Workspace) -> Bool {
        let isInside = first >= 0 && first + window.count <= signal.count
        for index in 0..<window.count {
            let position = first + index
            let isThere = position >= 0 && position < signal.count
            let sample = isThere ? signal[position] : 0
            let weighted = window[index] * sample
            work.frame[index] = weighted
            work.squares[index] = weighted * sample
            if !isInside { work.mask[index] = isThere ? window[index] : 0 }
        }
        return isInside
    }

    /// Products by energies; energies, which change slowly, are had on a line between lags.
    private func divide(_ work: inout Workspace) {
        // What rounding leaves of a pair of silences is no resemblance.
        let least = 1e-5 * max(work.energies[0], 0) + 1e-24
        for lag in 0..<lagCount {
            let (whole, part) = lag.quotientAndRemainder(dividingBy: Self.fineness)
            let share = Float(part) / Float(Self.fineness)
            let energy = work.energies[whole] * (1 - share) + work.energies[whole + 1] * share
            let similarity = work.fineProducts[lag] / (max(energy, 0) + least)
            work.similarity[lag] = min(max(similarity, -1), 1)
        }
    }
}
