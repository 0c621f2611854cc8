public import AudioSignal

/// How a model wants its log-mel spectrogram made: every step, as one value.
public struct MelRecipe: Hashable, Sendable {
    /// The rate of the audio.
    public var rate: SampleRate
    /// The frames and their transform.
    public var stft: STFTSettings
    /// What becomes of a bin before bins are summed.
    public var magnitude: Magnitude
    /// The bands.
    public var bands: MelBands
    /// What becomes of the sums.
    public var compression: Compression

    /// What becomes of a bin before bins are summed.
    public enum Magnitude: Hashable, Sendable {
        /// √(re² + im² + epsilon); epsilon is 0 or a small positive number.
        case amplitude(epsilon: Float)
        /// re² + im².
        case power
    }

    /// What becomes of the sums.
    public enum Compression: Hashable, Sendable {
        /// The natural logarithm, of at least `floor`.
        case naturalLog(floor: Float)
        /// The logarithm to base 10, of at least `floor`.
        case decimalLog(floor: Float)
        /// Whisper's: the last frame is left out; log10 of at least 1e-10; at least 8 below
        /// the largest value of the whole signal; (x + 4) ÷ 4.
        case whisper
    }

    /// Makes a recipe; ``LogMel`` checks it.
    public init(
        rate: SampleRate, stft: STFTSettings, magnitude: Magnitude, bands: MelBands,
        compression: Compression
    ) {
        self.rate = rate
        self.stft = stft
        self.magnitude = magnitude
        self.bands = bands
        self.compression = compression
    }

    /// Refuses floors of which there is no logarithm; the rest is checked where it is
    /// used.
    func check() throws(AudioFeatureError) {
        if case .amplitude(let epsilon) = magnitude {
            guard epsilon >= 0, epsilon.isFinite else {
                throw .notPositive(field: "magnitude.epsilon", value: epsilon)
            }
        }
        switch compression {
        case .naturalLog(let floor), .decimalLog(let floor):
            guard floor > 0, floor.isFinite else {
                throw .notPositive(field: "compression.floor", value: floor)
            }
        case .whisper: break
        }
    }
}
