internal import AudioSignal

/// The pitch of a window by YIN (de Cheveigné and Kawahara 2002).
///
/// The difference function is 1 - s(τ) of ``WindowedPeriodicity``: the squared difference of samples
/// a lag apart, weighted by a window at both and divided by their energy. So it lies symmetrically
/// about the middle, a pitch that glides is told for that instant and stays voiced, where sums over
/// all of 60 ms call it noise; and loudness that changes isn't a difference. The first lag whose
/// cumulative mean normalised difference falls below a threshold leads to the local minimum behind
/// it, and a parabola through the difference about that, which unlike the normalised one isn't
/// biased, tells the period.
///
/// Only constants are within; each thread brings a ``Workspace``.
struct Yin: Sendable {
    /// Samples of a window.
    let windowLength: Int
    private let rate: Double
    private let lowest: Double
    private let highest: Double
    private let thresholds: [Double]
    /// Lags that may be periods, as ``WindowedPeriodicity`` counts them.
    private let lags: ClosedRange<Int>
    private let periodicity: WindowedPeriodicity

    /// Quieter than this, root mean square, nothing is voiced: half of the smallest step of 16 bits.
    private static let silence = 1.5e-5

    /// What changes from window to window.
    struct Workspace: Sendable {
        fileprivate var samples: [Float]
        fileprivate var normalised: [Float]
        fileprivate var periodicity: WindowedPeriodicity.Workspace
    }

    /// - Parameter recipe: Checked.
    init(_ recipe: ProsodyRecipe) throws(AudioFeatureError) {
        windowLength = recipe.windowLength
        rate = Double(recipe.rate.hertz)
        (lowest, highest) = (recipe.lowest, recipe.highest)
        thresholds = recipe.thresholds
        let fineness = WindowedPeriodicity.fineness
        lags =
            max(
                Int(rate / highest * Double(fineness)), 2)...Int(
                (rate / lowest * Double(fineness)).rounded(.up))
        // An odd one within the window, and lags behind the last for the parabola.
        periodicity = try WindowedPeriodicity(
            windowLength: max(windowLength - 1, 1), longestLag: lags.upperBound / fineness + 2)
    }

    /// Room for one thread's work.
    func workspace() -> Workspace {
        Workspace(
            samples: [Float](repeating: 0, count: windowLength),
            normalised: [Float](repeating: 0, count: lags.upperBound + 2),
            periodicity: periodicity.workspace())
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
        periodicity.measure(work.samples, at: windowLength / 2, using: &work.periodicity)
        normalise(&work)
        for index in thresholds.indices {
            body(index, estimate(work, below: Float(thresholds[index])))
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
            work.samples[index] = Float((Double(window[index]) - mean) / peak)
        }
        return true
    }

    /// The difference by the mean of all before it.
    private func normalise(_ work: inout Workspace) {
        work.normalised[0] = 1
        var sum = 0.0
        for lag in 1..<work.normalised.count {
            let difference = Double(1 - work.periodicity.similarity[lag])
            sum += difference
            work.normalised[lag] = sum > 0 ? Float(difference * Double(lag) / sum) : 1
        }
    }

    private func estimate(_ work: Workspace, below threshold: Float) -> YinEstimate {
        guard let lag = period(work.normalised, below: threshold) else {
            let least = work.normalised[lags].min() ?? 1
            return YinEstimate(frequency: 0, aperiodicity: min(Double(least), 1))
        }
        let similarity = work.periodicity.similarity
        let slope = Double(similarity[lag + 1] - similarity[lag - 1]) / 2
        let curvature = Double(
            2 * similarity[lag] - similarity[lag - 1] - similarity[lag + 1])
        let shift = curvature > 0 ? min(max(slope / curvature, -1), 1) : 0
        let period = (Double(lag) + shift) / Double(WindowedPeriodicity.fineness)
        return YinEstimate(
            frequency: min(max(rate / period, lowest), highest),
            aperiodicity: Double(work.normalised[lag]))
    }

    /// The first local minimum below a threshold.
    private func period(_ normalised: [Float], below threshold: Float) -> Int? {
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
