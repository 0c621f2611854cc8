internal import AudioFeatures
public import AudioSignal
public import ModelBlocks
public import TensorRuntime

/// Hears phones in recordings with a recogniser that Syrinx trained. Shared by threads.
///
/// A recording is brought to what the recogniser learnt from, as `syrinx prepare` makes it: its
/// rate, one active level, 0.1 s of silence at both ends.
public struct PhoneListener: Sendable {
    /// What it hears as one: numbers of phonemes, by class less one.
    public let phones: [[Int]]
    private let loaded: LoadedPhoneRecognizer
    private let rate: SampleRate
    private let hop: Int
    private let mel: LogMel

    /// The longest recording that is listened to at once.
    public static let limit = Duration.seconds(600)
    /// Active level that recordings are brought to, in dBov.
    private static let level = -25.0
    /// How far below the active level silence begins, in dB.
    private static let silenceBelow = 30.0
    /// Silence left at both ends.
    private static let edge = Duration.milliseconds(100)
    /// Recordings below this active level are noise.
    private static let leastLevel = -60.0

    /// Loads a recogniser.
    ///
    /// - Parameter executor: One of `ExecutorCatalogue.names`, or `auto` for the fastest here.
    /// - Throws: ``EvaluationError/recognizer(_:)``.
    public init(
        _ trained: TrainedPhoneRecognizer, executor: String = "native",
        _ options: ExecutionOptions = ExecutionOptions()
    ) throws(EvaluationError) {
        do throws(PhoneRecognizerError) {
            loaded = try LoadedPhoneRecognizer(trained, executor: executor, options)
        } catch {
            throw .recognizer(error)
        }
        phones = trained.phones
        hop = trained.hop
        guard let rate = SampleRate(hertz: trained.rate) else {
            throw .recognizer(
                .wrongMetadata(name: "rate", value: "\(trained.rate)", expected: "a usual rate"))
        }
        self.rate = rate
        let recipe = MelRecipe.hifiGAN(
            rate: rate, fftLength: trained.melSize, hop: trained.hop,
            bands: trained.recognizer.bands, highest: Double(rate.hertz) / 2)
        do throws(AudioFeatureError) {
            mel = try LogMel(recipe, filters: trained.melBasis)
        } catch {
            throw .recognizer(
                .wrongMetadata(name: "mel.size", value: "\(trained.melSize)", expected: "\(error)"))
        }
    }

    /// The classes of the phones that it hears, from 1 on.
    ///
    /// - Throws: `noAudio`, `silent`, `tooShort` (a frame's samples), `tooLong` (beyond
    ///   ``limit``), `recognizer`.
    public func phones(in audio: AudioBuffer) throws(EvaluationError) -> [Int] {
        guard !audio.isEmpty else { throw .noAudio }
        guard audio.duration <= Self.limit else { throw .tooLong }
        var prepared = try prepared(audio)
        // Whole frames only, as in training.
        prepared.samples.removeLast(prepared.samples.count % hop)
        guard prepared.samples.count >= mel.recipe.stft.fftLength else { throw .tooShort }
        let spectrogram: MelSpectrogram
        do throws(AudioFeatureError) {
            spectrogram = try mel.spectrogram(of: prepared)
        } catch {
            throw .tooLong
        }
        do throws(PhoneRecognizerError) {
            return PhoneDecoding.greedy(
                try loaded.logits(of: spectrogram.values), classes: loaded.recognizer.classes)
        } catch {
            throw .recognizer(error)
        }
    }

    private func prepared(_ audio: AudioBuffer) throws(EvaluationError) -> AudioBuffer {
        var audio = Resampler.convert(audio, to: rate)
        // What isn't a number would make all of it nothing.
        for index in audio.samples.indices where !audio.samples[index].isFinite {
            audio.samples[index] = 0
        }
        var meter = ActiveLevelMeter(rate: audio.rate)
        meter.process(audio.samples)
        guard let level = meter.level, level >= Self.leastLevel else { throw .silent }
        let trimmed = audio.trimmed(
            SilenceTrimmer.Settings(
                threshold: level - Self.silenceBelow, head: Self.edge, tail: Self.edge))
        let wanted = Gain(decibels: Self.level - level)
        let most = Gain.normalizing(peak: trimmed.peak, to: 0)
        return trimmed.scaled(by: most.factor < wanted.factor ? most : wanted)
    }
}
