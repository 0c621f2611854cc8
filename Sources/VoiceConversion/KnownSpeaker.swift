internal import AudioFeatures
internal import ModelBlocks

/// What was heard of somebody before they are converted: their usual pitch and loudness, and some
/// speech to find out how they come out. From the beginning of a recording, or an earlier
/// conversation.
public struct KnownSpeaker: Sendable, Hashable {
    let statistics: ProsodyStatistics
    let level: LevelFollower
    /// The beginning, that is converted once before the conversion begins.
    let trial: [Float]

    /// Listens to a recording.
    ///
    /// - Parameter samples: 16 kHz; half a minute is enough.
    public init(_ samples: [Float]) {
        do throws(AudioFeatureError) {
            var stream = try ProsodyStream()
            _ = stream.process(samples)
            statistics = stream.statistics
            var level = LevelFollower()
            for start in stride(from: 0, to: samples.count, by: ConversionModel.hop) {
                let frame = samples[start..<min(start + ConversionModel.hop, samples.count)]
                _ = level.next(frame.lazy.map { $0.isFinite ? $0 : 0 })
            }
            self.level = level
            trial = Array(samples.prefix(Self.trialSamples))
        } catch {
            preconditionFailure("the usual recipe is sound: \(error)")
        }
    }

    /// Without speech to try.
    init(statisticsOf speaker: KnownSpeaker) {
        (statistics, level, trial) = (speaker.statistics, speaker.level, [])
    }

    /// 8 s: the mean spectrum of speech has settled, and it costs less than a second.
    private static let trialSamples = 8 * ConversionModel.rate

    /// Samples that are enough.
    public static let enough = 30 * ConversionModel.rate
}
