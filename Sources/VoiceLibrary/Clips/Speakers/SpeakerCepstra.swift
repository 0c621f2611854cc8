import AudioFeatures
import AudioSignal
import Glibc

/// Cepstra of the voiced frames of a signal that is still arriving, 16 kHz: what a throat and its
/// mouth sound like, whatever the pitch. Loudness is left out.
struct SpeakerCepstra: Sendable {
    private var mels: LogMelStream
    private var melody: ProsodyStream
    /// Of frames that only one of both knows.
    private var spectra: MelSpectrogram
    private var pitches: ArraySlice<Float> = []

    private static let bands = 32
    private static let recipe = MelRecipe(
        rate: SampleRate(16_000),
        stft: STFTSettings(
            fftLength: 1024, windowLength: 640, hop: 320, padding: .hopAligned(.zeros)),
        magnitude: .power,
        bands: MelBands(
            count: bands, lowest: 60, highest: 7600, scale: .htk, normalization: .none),
        compression: .naturalLog(floor: 1e-7))
    /// The cosine transform's rows but the first, coefficients × bands.
    private static let cosines: [[Double]] = (1...SpeakerPiece.width).map { coefficient in
        (0..<bands).map {
            cos(.pi * Double(coefficient) * (Double($0) + 0.5) / Double(bands))
        }
    }

    init() {
        do throws(AudioFeatureError) {
            mels = try LogMelStream(LogMel(Self.recipe))
            melody = try ProsodyStream()
        } catch {
            preconditionFailure("both recipes are sound: \(error)")
        }
        spectra = MelSpectrogram(bandCount: Self.bands)
    }

    /// Takes the next samples and gives the cepstra of the voiced frames that are complete.
    mutating func process(_ samples: [Float]) -> [[Double]] {
        mels.process(samples.span, appendingTo: &spectra)
        pitches += melody.process(samples).frequencies
        let count = min(spectra.frameCount, pitches.count)
        var cepstra: [[Double]] = []
        for (frame, pitch) in pitches.prefix(count).enumerated() where pitch > 0 {
            cepstra.append(
                Self.cosines.map { row in
                    row.indices.reduce(0) {
                        $0 + row[$1] * Double(spectra[frame: frame, band: $1])
                    }
                })
        }
        pitches = pitches.dropFirst(count)
        spectra.removeFirst(count)
        return cepstra
    }
}
