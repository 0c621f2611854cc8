internal import AudioFeatures
public import AudioSignal
internal import Glibc

/// Makes ``VoiceStatistics`` of recordings.
///
/// Frames of 25 ms every 10 ms at 16 kHz, 40 mel bands from 60 Hz to 7.6 kHz, their logarithms'
/// cosine transform without the first coefficient, so that loudness counts for nothing; frames
/// more than 20 dB below the mean power are pauses and left out.
public struct VoiceAnalyzer: Sendable {
    private static let rate = SampleRate(16_000)
    private static let window = 400
    private static let bandCount = 40
    private static let recipe = MelRecipe(
        rate: rate,
        stft: STFTSettings(fftLength: 512, windowLength: window, hop: 160, padding: .none),
        magnitude: .power,
        bands: MelBands(
            count: bandCount, lowest: 60, highest: 7600, scale: .htk, normalization: .none),
        compression: .naturalLog(floor: 1e-8))

    private let mel: LogMel
    /// Coefficients × bands: the orthonormal cosine transform.
    private let transform: [Double]

    /// Makes tables.
    public init() {
        do { mel = try LogMel(Self.recipe) } catch {
            preconditionFailure("the voice analyzer's own recipe: \(error)")
        }
        let bands = Double(Self.bandCount)
        transform = (1...VoiceStatistics.size).flatMap { coefficient in
            (0..<Self.bandCount).map { band in
                (2 / bands).squareRoot()
                    * cos(Double.pi * Double(coefficient) * (Double(band) + 0.5) / bands)
            }
        }
    }

    /// Looks at a recording; silence has no frames.
    ///
    /// - Throws: `tooLarge`, beyond hours.
    public func statistics(of audio: AudioBuffer) throws(EvaluationError) -> VoiceStatistics {
        var statistics = VoiceStatistics()
        for cepstrum in try cepstra(of: audio) { statistics.add(cepstrum) }
        return statistics
    }

    /// The cepstra of frames in which somebody speaks, one after the other.
    ///
    /// - Throws: `tooLarge`, beyond hours.
    func cepstra(of audio: AudioBuffer) throws(EvaluationError) -> [[Double]] {
        var samples = Resampler.convert(audio, to: Self.rate).samples
        for index in samples.indices where !samples[index].isFinite { samples[index] = 0 }
        let spectrogram: MelSpectrogram
        do {
            spectrogram = try mel.spectrogram(of: AudioBuffer(rate: Self.rate, samples: samples))
        } catch {
            throw .tooLong
        }
        let powers = (0..<spectrogram.frameCount).map { frame in
            // The window stands in the middle of the transform.
            let start = frame * 160 + (512 - Self.window) / 2
            return samples[start..<start + Self.window].reduce(0) { $0 + Double($1) * Double($1) }
        }
        let mean = powers.reduce(0, +) / Double(max(powers.count, 1))
        guard mean > 0 else { return [] }
        return powers.indices.filter { powers[$0] > mean / 100 }.map { frame in
            let bands = (0..<Self.bandCount).map { Double(spectrogram[frame: frame, band: $0]) }
            return (0..<VoiceStatistics.size).map { coefficient in
                bands.indices.reduce(0) {
                    $0 + bands[$1] * transform[coefficient * Self.bandCount + $1]
                }
            }
        }
    }
}
