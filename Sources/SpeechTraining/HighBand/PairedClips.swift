internal import Glibc
internal import ModelBlocks
internal import TensorRuntime

/// The same recordings at a vocoder's rate and at a higher one: what it sees of them, and what
/// they have above.
struct PairedClips {
    /// A recording.
    struct Clip {
        /// Frames that both have.
        let frames: Int
        /// Log-mel bands as the vocoder sees them, frame by frame.
        let mel: [Float]
        /// Hertz, 0 without voice.
        let pitch: [Float]
        /// Samples at the higher rate, as loud as at the vocoder's.
        let samples: [Float]
    }

    let native: AudioPackage
    let full: AudioPackage
    /// Frames at the higher rate.
    let transform: ShortTimeFourier
    private let spectra: ClipSpectra
    private let nativePowers: BandPowers
    private let fullPowers: BandPowers

    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` for packages of other recordings, or
    ///   of other spectra than the vocoder's.
    init(
        _ native: AudioPackage, _ full: AudioPackage, _ trained: TrainedVocoder,
        _ highBand: HighBand, on device: TorchDevice
    ) throws(TrainingError) {
        let vocoder = trained.vocoder
        guard native.rate == trained.rate, native.hop == vocoder.transform.hop,
            native.melSize == trained.melSize, native.melBasis.floats() == trained.melBasis
        else {
            throw .wrongSetting(
                name: "data",
                reason: """
                    its spectra are of \(native.melSize) samples every \(native.hop) at \
                    \(native.rate) Hz, the vocoder's of \(trained.melSize) every \
                    \(vocoder.transform.hop) at \(trained.rate) Hz, or of other bands; prepare it \
                    as for the vocoder
                    """)
        }
        guard native.hasPitch else {
            throw .wrongSetting(name: "data", reason: "it doesn't tell the pitch; prepare it again")
        }
        guard full.rate == highBand.rate, let transform = highBand.transform(of: vocoder.transform)
        else { throw .wrongSetting(name: "full", reason: "its rate isn't the high band's") }
        guard native.count == full.count,
            (0..<native.count).allSatisfy({ native.name(of: $0) == full.name(of: $0) })
        else {
            throw .wrongSetting(
                name: "full",
                reason: "it has other recordings than data; prepare both of the same folders")
        }
        self.native = native
        self.full = full
        self.transform = transform
        spectra = try ClipSpectra(native, on: device)
        // Where both have all of a voice.
        let common = [0.05 * highBand.lowest...0.75 * highBand.lowest]
        nativePowers = try BandPowers(
            vocoder.transform, rate: native.rate, gain: 1, bands: common, on: device)
        fullPowers = try BandPowers(
            transform, rate: full.rate, gain: highBand.noiseGain, bands: common, on: device)
    }

    /// How many there are.
    var count: Int { native.count }

    /// A recording, its level at both rates compared.
    ///
    /// - Throws: ``TrainingError/wrongSetting(name:reason:)`` if it isn't the same sound.
    subscript(number: Int) -> Clip {
        get throws(TrainingError) {
            let frames = min(
                native.frames(of: number), full.length(of: number) / transform.hop)
            let quiet = native.samples(of: number, 0..<native.length(of: number))
            let samples = full.samples(of: number, 0..<full.length(of: number))
            let low = try nativePowers(quiet, frames: frames)
            let high = try fullPowers(samples, frames: frames)
            // Only where there is something to compare.
            let least = (low.max() ?? 0) * 1e-4
            let differences = zip(low, high).filter { $0.0 > least && $0.1 > 0 }
                .map { log($0.0 / $0.1) / 2 }.sorted()
            guard !differences.isEmpty else {
                throw .wrongSetting(name: "data", reason: "clip \(number) is silent")
            }
            let level = differences[differences.count / 2]
            let spread =
                differences[differences.count * 9 / 10] - differences[differences.count / 10]
            // Half a decibel to both sides would be much between copies of one recording.
            guard abs(level) < 0.35, spread < 0.2 else {
                throw .wrongSetting(
                    name: "full",
                    reason: "\(native.name(of: number) ?? "clip \(number)") is another sound than "
                        + "in data; prepare both of the same recordings with the same limits")
            }
            return Clip(
                frames: frames,
                mel: Array(try spectra(number).prefix(frames * native.melBasis.shape[0])),
                pitch: native.pitch(of: number, 0..<frames) ?? [],
                samples: samples.map { $0 * exp(level) })
        }
    }
}
