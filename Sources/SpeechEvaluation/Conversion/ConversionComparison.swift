internal import AudioFeatures
public import AudioSignal
internal import Glibc

/// What a converted recording has kept of its source, in step with it.
public struct ConversionComparison: Sendable, Hashable {
    /// Pearson's correlation of the logarithms of pitch, over frames that are voiced in both; nil
    /// where there are fewer than a fifth of a second of them.
    public let pitchCorrelation: Double?
    /// Root mean square beside that of the source.
    public let levelRatio: Double
    /// What lies above 4 kHz beside all, in dB more than in the source.
    public let treble: Double
    /// How much louder and softer what lies above 4 kHz becomes at 50 to 150 Hz, in dB more than in
    /// the source: "mosquito noise".
    public let roughness: Double

    /// Compares two recordings of the same rate that begin together.
    ///
    /// - Throws: `noAudio`, `tooShort`, `tooLong`.
    public init(_ converted: AudioBuffer, with source: AudioBuffer) throws(EvaluationError) {
        precondition(converted.rate == source.rate, "two rates")
        let count = min(converted.samples.count, source.samples.count)
        guard count > 0 else { throw .noAudio }
        let pair = [converted, source].map {
            AudioBuffer(rate: $0.rate, samples: Array($0.samples.prefix(count)))
        }
        do throws(AudioFeatureError) {
            let hop = max(1, source.rate.samples(in: .milliseconds(10)))
            let tracker = try PitchTracker(
                PitchRecipe(rate: source.rate, grid: .centred(hop: hop)))
            let (made, own) = (try tracker.track(pair[0]), try tracker.track(pair[1]))
            pitchCorrelation = Self.correlation(made.frequencies, own.frequencies)
            let (madeTreble, ownTreble) = (try Treble(of: pair[0]), try Treble(of: pair[1]))
            treble = madeTreble.share - ownTreble.share
            roughness = madeTreble.roughness - ownTreble.roughness
        } catch {
            if case .tooShort = error { throw .tooShort }
            throw .tooLong
        }
        let powers = pair.map { audio in
            audio.samples.reduce(0.0) { $0 + Double($1) * Double($1) }
        }
        guard powers[1] > 0 else { throw .silent }
        levelRatio = (powers[0] / powers[1]).squareRoot()
    }

    private static func correlation(_ a: [Float], _ b: [Float]) -> Double? {
        let pairs = zip(a, b).filter { $0 > 0 && $1 > 0 }
            .map { (log(Double($0)), log(Double($1))) }
        guard pairs.count >= 20 else { return nil }
        let count = Double(pairs.count)
        let (x, y) = (pairs.reduce(0) { $0 + $1.0 } / count, pairs.reduce(0) { $0 + $1.1 } / count)
        var (xx, yy, xy) = (0.0, 0.0, 0.0)
        for pair in pairs {
            let (dx, dy) = (pair.0 - x, pair.1 - y)
            (xx, yy, xy) = (xx + dx * dx, yy + dy * dy, xy + dx * dy)
        }
        guard xx > 0, yy > 0 else { return nil }
        return xy / (xx * yy).squareRoot()
    }
}

/// What lies above 4 kHz in a recording.
private struct Treble {
    /// Its part of all power, in dB.
    let share: Double
    /// The power of what its envelope does at 50 to 150 Hz, beside the square of its mean, in dB.
    let roughness: Double

    /// Values of the envelope that a spectrum of it is made of.
    private static let span = 512

    /// Frames of 8 ms every 2 ms make an envelope of 500 values a second.
    init(of audio: AudioBuffer) throws(AudioFeatureError) {
        let rate = Double(audio.rate.hertz)
        let size = max(Int(rate * 0.004) * 2, 16)
        let hop = max(Int(rate * 0.002), 1)
        let spectrogram = try STFT(STFTSettings(fftLength: size, hop: hop, padding: .none))
            .spectrogram(of: audio.samples)
        let (bins, first) = (
            spectrogram.binCount, Int((4000 / rate * Double(size)).rounded(.up))
        )
        var (envelope, above, all) = ([Float](), 0.0, 1e-12)
        for frame in 0..<spectrogram.real.count / bins {
            var power = 0.0
            for bin in 0..<bins {
                let part = Self.power(spectrogram, frame * bins + bin)
                all += part
                if bin >= first { power += part }
            }
            above += power
            envelope.append(Float(power.squareRoot()))
        }
        guard envelope.count >= Self.span else {
            throw .tooShort(samples: audio.samples.count, least: Self.span * hop + size)
        }
        share = 10 * log10(above / all + 1e-12)
        let motion = try STFT(
            STFTSettings(fftLength: Self.span, hop: Self.span / 2, padding: .none)
        ).spectrogram(of: envelope)
        func bin(_ hertz: Double) -> Int {
            Int((hertz / rate * Double(hop) * Double(Self.span)).rounded())
        }
        var (rough, mean) = (0.0, 1e-12)
        for frame in 0..<motion.real.count / motion.binCount {
            let start = frame * motion.binCount
            for place in bin(50)...bin(150) { rough += Self.power(motion, start + place) }
            mean += Self.power(motion, start)
        }
        roughness = 10 * log10(rough / mean + 1e-12)
    }

    private static func power(_ spectrogram: ComplexSpectrogram, _ place: Int) -> Double {
        let (real, imaginary) = (spectrogram.real[place], spectrogram.imaginary[place])
        return Double(real * real + imaginary * imaginary)
    }
}
