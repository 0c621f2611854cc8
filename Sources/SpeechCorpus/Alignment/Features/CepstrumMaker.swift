internal import AudioFeatures
internal import AudioSignal
internal import Glibc

/// Mel cepstra of recordings, a frame every 5 ms.
///
/// 26 bands to 7.6 kHz, their logarithms' cosine transform, of which the first 13 coefficients
/// stay (Davis and Mermelstein 1980). The level doesn't matter.
struct CepstrumMaker: Sendable {
    /// Coefficients of a frame.
    static let count = 13
    /// Samples from frame to frame; frame k is centred at sample k × hop.
    static let hop = 80

    private static let bands = 26
    private static let window = 320
    private let mel: LogMel
    private let cosines: [Float]

    init() {
        let recipe = MelRecipe(
            rate: AlignmentSettings.rate,
            stft: STFTSettings(fftLength: 512, windowLength: Self.window, hop: Self.hop),
            magnitude: .power,
            bands: MelBands(
                count: Self.bands, lowest: 60, highest: 7600, scale: .htk, normalization: .none),
            compression: .naturalLog(floor: 1e-4))
        do throws(AudioFeatureError) {
            mel = try LogMel(recipe)
        } catch {
            preconditionFailure("the alignment's spectrum: \(error)")
        }
        cosines = (0..<Self.count).flatMap { order in
            (0..<Self.bands).map { band in
                let angle = Double.pi * Double(order) * (Double(band) + 0.5) / Double(Self.bands)
                let scale = sqrt((order == 0 ? 1 : 2) / Double(Self.bands))
                return Float(scale * cos(angle))
            }
        }
    }

    /// How many frames so many samples have.
    static func frames(samples: Int) -> Int { 1 + samples / hop }

    /// Cepstra, frames × ``count``; nil where nothing is to be heard.
    ///
    /// - Precondition: The audio has the alignment's rate and at least a sample.
    func cepstra(of audio: AudioBuffer) -> [Float]? {
        var power = 0.0
        for sample in audio.samples where sample.isFinite { power += Double(sample * sample) }
        let level = sqrt(power / Double(audio.samples.count))
        guard level > 1e-6, level.isFinite else { return nil }
        let gain = Float(0.1 / level)
        let levelled = audio.samples.map { $0.isFinite ? $0 * gain : 0 }
        let spectrum: MelSpectrogram
        do throws(AudioFeatureError) {
            spectrum = try mel.spectrogram(of: AudioBuffer(rate: audio.rate, samples: levelled))
        } catch {
            preconditionFailure("the alignment's spectrum: \(error)")
        }
        let frames = spectrum.frameCount
        return [Float](unsafeUninitializedCapacity: frames * Self.count) { cepstra, count in
            spectrum.values.withUnsafeBufferPointer { values in
                cosines.withUnsafeBufferPointer { cosines in
                    for frame in 0..<frames {
                        for order in 0..<Self.count {
                            var sum: Float = 0
                            for band in 0..<Self.bands {
                                sum +=
                                    values[frame * Self.bands + band]
                                    * cosines[order * Self.bands + band]
                            }
                            cepstra[frame * Self.count + order] = sum
                        }
                    }
                }
            }
            count = frames * Self.count
        }
    }
}
