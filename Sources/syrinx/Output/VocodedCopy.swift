import AudioFeatures
import AudioFile
import AudioSignal
import ModelBlocks

/// A recording made anew from its mel spectrum, piece by piece, in constant memory.
///
/// The spectrum is that of the vocoder's training: HiFi-GAN's recipe with the bands that come
/// with the weights.
final class VocodedCopy {
    /// What can go wrong.
    enum Failure: Error {
        case audio(AudioFileError)
        case vocoder(VocoderError)
        case features(AudioFeatureError)
        case cancelled
    }

    private let reader: AudioReader
    private let resampler: Resampler
    private var mel: LogMelStream
    private let stream: VocoderStream
    private let writer: AudioWriter
    private let hop: Int
    /// Samples of the recording at the vocoder's rate so far.
    private var count = 0
    /// How many there are in all, when that is known.
    private var length: Int?

    /// Opens the recording and starts the file.
    init(
        of input: String, to output: String, by trained: TrainedVocoder, on loaded: LoadedVocoder
    ) throws(Failure) {
        let rate = SampleRate(trained.rate)
        hop = trained.vocoder.transform.hop
        do throws(AudioFeatureError) {
            let recipe = MelRecipe.hifiGAN(
                rate: rate, fftLength: trained.melSize, hop: hop, bands: trained.vocoder.bands,
                highest: Double(rate.hertz) / 2)
            mel = try LogMelStream(LogMel(recipe, filters: trained.melBasis))
        } catch {
            throw .features(error)
        }
        do throws(VocoderError) { stream = try loaded.stream() } catch { throw .vocoder(error) }
        do throws(AudioFileError) {
            reader = try AudioReader(path: input)
            writer = try AudioWriter(path: output, rate: rate)
        } catch {
            throw .audio(error)
        }
        resampler = Resampler(from: reader.rate, to: rate)
    }

    /// How long what was written lasts.
    var duration: Duration { writer.duration }

    /// Samples that lay beyond full scale.
    var clipped: Int { writer.clipped }

    /// Goes on by a piece; false when the file is complete.
    func advance() throws(Failure) -> Bool {
        guard let block = try Self.audio({ () throws(AudioFileError) in try reader.read() }) else {
            try finish()
            return false
        }
        try give(resampler.process(block.samples))
        return true
    }

    /// Takes samples at the vocoder's rate.
    private func give(_ samples: [Float]) throws(Failure) {
        count += samples.count
        try write(mel.process(samples).values, isLast: false)
    }

    private func finish() throws(Failure) {
        try give(resampler.finish())
        length = count
        // Silence fills up the last frame; what comes of it is not written.
        try give([Float](repeating: 0, count: (hop - count % hop) % hop))
        try write(mel.finish().values, isLast: true)
        try Self.audio { () throws(AudioFileError) in try writer.finish() }
    }

    /// Writes what the vocoder makes of frames.
    private func write(_ frames: [Float], isLast: Bool) throws(Failure) {
        var samples: [Float]
        do throws(VocoderError) {
            samples = try stream.process(frames)
            if isLast { samples += try stream.finish() }
        } catch {
            throw .vocoder(error)
        }
        let room = length.map { max($0 - writer.sampleCount, 0) } ?? samples.count
        samples.removeLast(max(samples.count - room, 0))
        try Self.audio { () throws(AudioFileError) in try writer.write(samples: samples) }
    }

    private static func audio<Result>(
        _ work: () throws(AudioFileError) -> Result
    ) throws(Failure) -> Result {
        do throws(AudioFileError) { return try work() } catch { throw .audio(error) }
    }
}
