public import AudioSignal

/// Makes of a recording, while it is read, what a recogniser listens to: its rate, one loudness
/// and a little noise.
///
/// Loudness is brought to -23 LUFS (peaks stay below full scale), so that a quiet recording
/// doesn't suffer from 16 bits. Noise of ±4 steps of 16 bits, -81 dBFS, lies under all of it and
/// 0.3 s before and behind: recognisers take logarithms of energies, which digital silence, as
/// synthetic speech has it, upsets. Recordings and synthetic speech are treated alike.
public struct RecognitionAudio {
    private let rate: SampleRate
    private let resampler: Resampler
    private var samples: [Float] = []

    /// The longest recording that is listened to at once.
    public static let limit = Duration.seconds(30 * 60)

    private static let loudness = LoudnessTarget(integrated: -23)
    private static let noiseSteps = 4
    static let edge = Duration.milliseconds(300)

    /// Starts with a recording of a rate, for a recogniser.
    public init(rate: SampleRate, for recognizer: any SpeechRecognizer) {
        self.init(from: rate, to: recognizer.rate)
    }

    init(from rate: SampleRate, to target: SampleRate) {
        self.rate = target
        resampler = Resampler(from: rate, to: target)
    }

    /// Takes the next samples.
    public mutating func append(_ samples: [Float]) throws(RecognitionError) {
        self.samples += resampler.process(samples)
        guard self.samples.count <= rate.samples(in: Self.limit) else {
            throw .tooLong(limit: Self.limit)
        }
    }

    /// Ends the recording. To be called once.
    public consuming func finish() throws(RecognitionError) -> AudioBuffer {
        samples += resampler.finish()
        guard !samples.isEmpty else { throw .noAudio }
        // What isn't a number would make all of it nothing.
        for index in samples.indices where !samples[index].isFinite { samples[index] = 0 }
        let audio = AudioBuffer(rate: rate, samples: samples)
        let wanted = Self.loudness?.gain(forMeasured: LoudnessMeter.integrated(audio)) ?? .unity
        let most = Gain.normalizing(peak: audio.peak)
        let gain = audio.peak > 0 && most.factor < wanted.factor ? most : wanted

        let edge = [Float](repeating: 0, count: rate.samples(in: Self.edge))
        var prepared = edge + audio.scaled(by: gain).samples + edge
        var noise = SplitMix64(seed: 1)
        for index in prepared.indices {
            let step = noise.index(below: 2 * Self.noiseSteps + 1) - Self.noiseSteps
            prepared[index] += Float(step) * 0x1p-15
        }
        return AudioBuffer(rate: rate, samples: prepared)
    }
}
