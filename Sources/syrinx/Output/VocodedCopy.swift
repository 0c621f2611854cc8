import AudioFeatures
import AudioFile
import AudioSignal
import ModelBlocks
import Vocoding

/// A recording made anew from its mel spectrum, piece by piece, in constant memory; but a
/// source-filter vocoder's pitch is tracked over all of it, so that all of it is held.
///
/// The spectrum is that of the vocoder's training: HiFi-GAN's recipe with the bands that come
/// with the weights.
final class VocodedCopy {
    /// What can go wrong.
    enum Failure: Error {
        case audio(AudioFileError)
        case vocoder(VocoderError)
        case features(AudioFeatureError)
        /// A source-filter vocoder takes no recording as long as that.
        case tooLong(most: Duration)
        case cancelled
    }

    private let reader: AudioReader
    private let resampler: Resampler
    private var mel: LogMelStream
    private let stream: VocoderStream
    private let writer: AudioWriter
    /// Of what is read.
    private let rate: SampleRate
    private let hop: Int
    private let bands: Int
    /// For a source-filter vocoder.
    private let tracker: PitchTracker?
    /// Samples whose pitch isn't known yet.
    private var waiting: [Float] = []
    /// The pitch of frames that are still to come.
    private var pitch: ArraySlice<Float> = []
    /// What is held of a recording at the most.
    private static let longest = Duration.seconds(3600)
    /// Samples of the recording at the rate of the vocoder's training so far.
    private var count = 0
    /// How many samples are to be written in all, when that is known.
    private var length: Int?

    /// Opens the recording and starts the file.
    init(
        of input: String, to output: String, by trained: TrainedVocoder, on loaded: LoadedVocoder
    ) throws(Failure) {
        let rate = SampleRate(trained.rate)
        self.rate = rate
        hop = trained.vocoder.transform.hop
        bands = trained.vocoder.bands
        do throws(AudioFeatureError) {
            let recipe = MelRecipe.hifiGAN(
                rate: rate, fftLength: trained.melSize, hop: hop, bands: trained.vocoder.bands,
                highest: Double(rate.hertz) / 2)
            mel = try LogMelStream(LogMel(recipe, filters: trained.melBasis))
            tracker =
                trained.vocoder.head == .sourceFilter
                ? try PitchTracker(PitchRecipe(following: recipe)) : nil
        } catch {
            throw .features(error)
        }
        do throws(VocoderError) { stream = try loaded.stream() } catch { throw .vocoder(error) }
        do throws(AudioFileError) {
            reader = try AudioReader(path: input)
            writer = try AudioWriter(path: output, rate: SampleRate(loaded.rate))
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

    /// Takes samples at the rate of the vocoder's training.
    private func give(_ samples: [Float]) throws(Failure) {
        count += samples.count
        guard tracker != nil else { return try write(mel.process(samples).values, isLast: false) }
        waiting += samples
        guard rate.duration(of: count) <= Self.longest else {
            throw .tooLong(most: Self.longest)
        }
    }

    private func finish() throws(Failure) {
        try give(resampler.finish())
        length = Int(
            (Double(count) * Double(writer.rate.hertz) / Double(rate.hertz)).rounded())
        // Silence fills up the last frame; what comes of it is not written.
        try give([Float](repeating: 0, count: (hop - count % hop) % hop))
        try writeWaiting()
        try write(mel.finish().values, isLast: true)
        try Self.audio { () throws(AudioFileError) in try writer.finish() }
    }

    /// Tracks the pitch of all, and writes what the vocoder makes of it.
    private func writeWaiting() throws(Failure) {
        guard let tracker, !waiting.isEmpty else { return }
        do throws(AudioFeatureError) {
            let audio = AudioBuffer(rate: rate, samples: waiting)
            pitch = try tracker.track(audio).frequencies[...]
        } catch {
            // Too short for a period has no voice.
            guard case .tooShort = error else { throw .features(error) }
            pitch = [Float](repeating: 0, count: waiting.count / hop)[...]
        }
        let piece = 100 * hop
        for start in stride(from: 0, to: waiting.count, by: piece) {
            let samples = Array(waiting[start..<min(start + piece, waiting.count)])
            try write(mel.process(samples).values, isLast: false)
        }
    }

    /// Writes what the vocoder makes of frames.
    private func write(_ frames: [Float], isLast: Bool) throws(Failure) {
        var samples: [Float]
        do throws(VocoderError) {
            let hertz = Array(pitch.prefix(frames.count / bands))
            pitch = pitch.dropFirst(hertz.count)
            samples = try stream.process(frames, pitch: hertz)
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
