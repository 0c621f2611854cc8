internal import AudioSignal

/// The pitch of a window by YIN (de Cheveigné and Kawahara 2002).
///
/// The difference function d(τ) = Σ (x[j] - x[j+τ])² sums the same number of samples for each lag,
/// without the window's mean; one correlation by Fourier transforms gives all lags. The first lag
/// whose cumulative mean normalised difference falls below a threshold leads to the local minimum
/// behind it, and a parabola through d about that, which unlike the normalised one isn't biased,
/// tells the period between samples.
///
/// Only constants are within; each thread brings a ``Workspace``.
struct Yin: Sendable {
    /// Samples of a window.
    let windowLength: Int
    private let rate: Double
    private let lowest: Double
    private let highest: Double
    private let thresholds: [Double]
    /// Lags that may be periods.
    private let lags: ClosedRange<Int>
    /// Samples that each lag's sum is over.
    private let span: Int
    private let fft: RealFFT

    /// Quieter than this, root mean square, nothing is voiced: half of the smallest step of 16 bits.
    private static let silence = 1.5e-5

    /// What changes from window to window.
    struct Workspace: Sendable {
        fileprivate var samples: [Float]
        /// Its beginning, as long as sums are, and zeros.
        fileprivate var start: [Float]
        fileprivate var real: [Float]
        fileprivate var imaginary: [Float]
        fileprivate var startReal: [Float]
        fileprivate var startImaginary: [Float]
        fileprivate var correlation: [Float]
        /// Sums of squares before each sample.
        fileprivate var energies: [Double]
        fileprivate var differences: [Double]
        fileprivate var normalised: [Double]
        fileprivate var fft: RealFFT.Workspace
    }

    /// - Parameter recipe: Checked.
    init(_ recipe: ProsodyRecipe) throws(AudioFeatureError) {
        windowLength = recipe.windowLength
        rate = Double(recipe.rate.hertz)
        (lowest, highest) = (recipe.lowest, recipe.highest)
        thresholds = recipe.thresholds
        lags = max(Int(rate / highest), 2)...Int(rate / lowest)
        // One lag more, for the parabola.
        span = windowLength - lags.upperBound - 1
        fft = try RealFFT(length: windowLength)
    }

    /// Room for one thread's work.
    func workspace() -> Workspace {
        let samples = [Float](repeating: 0, count: windowLength)
        let bins = [Float](repeating: 0, count: fft.binCount)
        let lagged = [Double](repeating: 0, count: lags.upperBound + 2)
        return Workspace(
            samples: samples, start: samples, real: bins, imaginary: bins, startReal: bins,
            startImaginary: bins, correlation: samples,
            energies: [Double](repeating: 0, count: windowLength + 1), differences: lagged,
            normalised: lagged, fft: RealFFT.Workspace(for: fft))
    }

    /// The estimates of a window, one for each threshold.
    ///
    /// - Parameter window: ``windowLength`` finite samples.
    func estimate(
        _ window: UnsafePointer<Float>, using work: inout Workspace,
        _ body: (Int, YinEstimate) -> Void
    ) {
        guard fill(window, &work) else {
            for index in thresholds.indices {
                body(index, YinEstimate(frequency: 0, aperiodicity: 1))
            }
            return
        }
        difference(&work)
        for index in thresholds.indices {
            body(index, estimate(work, below: thresholds[index]))
        }
    }

    /// Takes the window over without its mean, as loud as sums of 32 bits like it; false: silence.
    private func fill(_ window: UnsafePointer<Float>, _ work: inout Workspace) -> Bool {
        var sum = 0.0
        for index in 0..<windowLength { sum += Double(window[index]) }
        let mean = sum / Double(windowLength)
        var (peak, squares) = (0.0, 0.0)
        for index in 0..<windowLength {
            let sample = Double(window[index]) - mean
            peak = max(peak, abs(sample))
            squares += sample * sample
        }
        guard (squares / Double(windowLength)).squareRoot() > Self.silence else { return false }
        for index in 0..<windowLength {
            let sample = Float((Double(window[index]) - mean) / peak)
            work.samples[index] = sample
            if index < span { work.start[index] = sample }
            work.energies[index + 1] = work.energies[index] + Double(sample) * Double(sample)
        }
        return true
    }

    /// d(τ), and by the mean of all before it.
    private func difference(_ work: inout Workspace) {
        fft.forward(work.samples, &work.real, &work.imaginary, &work.fft)
        fft.forward(work.start, &work.startReal, &work.startImaginary, &work.fft)
        for bin in 0..<fft.binCount {
            let (a, b) = (work.startReal[bin], work.startImaginary[bin])
            let (c, d) = (work.real[bin], work.imaginary[bin])
            work.real[bin] = a * c + b * d
            work.imaginary[bin] = a * d - b * c
        }
        fft.inverse(work.real, work.imaginary, &work.correlation, &work.fft)
        work.differences[0] = 0
        work.normalised[0] = 1
        var sum = 0.0
        for lag in 1..<work.differences.count {
            let energy = work.energies[span] + work.energies[span + lag] - work.energies[lag]
            let difference = max(energy - 2 * Double(work.correlation[lag]), 0)
            sum += difference
            work.differences[lag] = difference
            work.normalised[lag] = sum > 0 ? difference * Double(lag) / sum : 1
        }
    }

    private func estimate(_ work: Workspace, below threshold: Double) -> YinEstimate {
        guard let lag = period(work.normalised, below: threshold) else {
            let least = work.normalised[lags].min() ?? 1
            return YinEstimate(frequency: 0, aperiodicity: min(least, 1))
        }
        let (left, middle, right) = (
            work.differences[lag - 1], work.differences[lag], work.differences[lag + 1]
        )
        let curvature = left - 2 * middle + right
        let shift = curvature > 0 ? min(max((left - right) / (2 * curvature), -1), 1) : 0
        return YinEstimate(
            frequency: min(max(rate / (Double(lag) + shift), lowest), highest),
            aperiodicity: work.normalised[lag])
    }

    /// The first local minimum below a threshold.
    private func period(_ normalised: [Double], below threshold: Double) -> Int? {
        var lag = lags.lowerBound
        while lag <= lags.upperBound {
            guard normalised[lag] < threshold else {
                lag += 1
                continue
            }
            // A slope that rises already belongs to a pitch above the highest.
            if lag == lags.lowerBound, normalised[lag - 1] < normalised[lag] {
                while lag <= lags.upperBound, normalised[lag] < threshold { lag += 1 }
                continue
            }
            while lag < lags.upperBound, normalised[lag + 1] < normalised[lag] { lag += 1 }
            return lag
        }
        return nil
    }
}
