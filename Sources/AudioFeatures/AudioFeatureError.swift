public import AudioSignal

/// Why features can't be computed; a case for each remedy. Its description names the
/// field and the remedy.
public enum AudioFeatureError: Error, Equatable, Sendable, CustomStringConvertible {
    /// A whole number outside what its field allows. Remedy: one within.
    case outOfRange(field: String, value: Int, allowed: ClosedRange<Int>)
    /// A number that must be finite and above zero isn't. Remedy: a small positive one.
    case notPositive(field: String, value: Float)
    /// The range of frequencies is empty, negative, not a number or reaches beyond half
    /// the sample rate. Remedy: bounds in order within it.
    case frequencyRange(low: Double, high: Double, nyquist: Double)
    /// A transform of this length would take too long, for its large prime factor.
    /// Remedy: a length with small factors.
    case slowLength(length: Int, factor: Int, suggestion: Int)
    /// Frames leave samples that no window covers, so no signal can be made of them.
    /// Remedy: a smaller hop, or a longer window.
    case notInvertible(hop: Int, windowLength: Int)
    /// The audio has another rate than the recipe. Remedy: convert it first.
    case rateMismatch(expected: SampleRate, actual: SampleRate)
    /// The spectrum has another number of bins than the transform. Remedy: make it with
    /// the same FFT length.
    case binMismatch(expected: Int, actual: Int)
    /// A matrix of filters has another size than bands and bins ask for. Remedy: that of the model
    /// whose settings these are.
    case filterMismatch(bands: Int, bins: Int, weights: Int)
    /// The result would not fit in memory sensibly. Remedy: a stream, or a larger hop.
    case tooLarge(frames: Int, valuesPerFrame: Int, limit: Int)
    /// The recipe scales by the largest value of the whole signal. Remedy: give the
    /// whole signal at once.
    case needsWholeSignal
    /// Pitches out of range or out of order. Remedy: bounds in order within it.
    case pitchRange(low: Double, high: Double, allowed: ClosedRange<Double>)
    /// A signal too short to have a pitch. Remedy: a longer one, or a higher lowest pitch.
    case tooShort(samples: Int, least: Int)
    /// A sample that is infinite or not a number. Remedy: a whole recording.
    case notFinite(position: Int)

    /// What is wrong, where, and what to do.
    public var description: String {
        switch self {
        case .outOfRange(let field, let value, let allowed):
            "\(field) is \(value); choose one from \(allowed.lowerBound) to \(allowed.upperBound)"
        case .notPositive(let field, let value):
            "\(field) is \(value); choose a finite number above 0, such as 1e-5"
        case .frequencyRange(let low, let high, let nyquist):
            "the range of frequencies is \(low) to \(high) Hz; choose bounds in order from 0 to "
                + "\(nyquist) Hz, half the sample rate"
        case .slowLength(let length, let factor, let suggestion):
            "fftLength \(length) has the large prime factor \(factor), which makes its transform "
                + "slow; choose a length with small factors, such as \(suggestion)"
        case .notInvertible(let hop, let windowLength):
            "frames at hop \(hop) with windowLength \(windowLength) leave samples that no window "
                + "covers; choose a smaller hop or a longer window"
        case .rateMismatch(let expected, let actual):
            "the audio has \(actual) where the recipe needs \(expected); convert its rate first"
        case .binMismatch(let expected, let actual):
            "the spectrum has \(actual) bins where the transform has \(expected); use the fftLength "
                + "that made it"
        case .filterMismatch(let bands, let bins, let weights):
            "the filters have \(weights) weights where \(bands) bands of \(bins) bins need "
                + "\(bands * bins); give those that belong to the settings"
        case .tooLarge(let frames, let valuesPerFrame, let limit):
            "\(frames) frames of \(valuesPerFrame) values are more than \(limit) values; use a "
                + "stream, shorter audio or a larger hop"
        case .needsWholeSignal:
            "this recipe scales by the largest value of the whole signal and can't be streamed; "
                + "give the whole signal at once"
        case .pitchRange(let low, let high, let allowed):
            "the range of pitch is \(low) to \(high) Hz; choose bounds in order from "
                + "\(allowed.lowerBound) to \(allowed.upperBound) Hz"
        case .tooShort(let samples, let least):
            "the audio has \(samples) samples where two periods of the lowest pitch need \(least); "
                + "give a longer recording or choose a higher lowest pitch"
        case .notFinite(let position):
            "sample \(position) is infinite or not a number; give a recording without such samples"
        }
    }
}

extension AudioFeatureError {
    /// Refuses a whole number outside what its field allows.
    static func check(
        _ field: String, _ value: Int, in allowed: ClosedRange<Int>
    ) throws(AudioFeatureError) {
        guard allowed.contains(value) else {
            throw .outOfRange(field: field, value: value, allowed: allowed)
        }
    }

    /// Refuses results above a quarter of a thousand million values (1 GiB).
    static func checkSize(frames: Int, valuesPerFrame: Int) throws(AudioFeatureError) {
        let limit = 1 << 28
        let (count, overflow) = frames.multipliedReportingOverflow(by: valuesPerFrame)
        guard !overflow, count <= limit else {
            throw .tooLarge(frames: frames, valuesPerFrame: valuesPerFrame, limit: limit)
        }
    }
}
