internal import AudioFeatures
internal import ModelBlocks

/// What was heard of somebody before they are converted: their usual pitch and loudness. From the
/// beginning of a recording, or an earlier conversation.
public struct KnownSpeaker: Sendable, Hashable {
    let statistics: ProsodyStatistics
    let level: LevelFollower

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
        } catch {
            preconditionFailure("the usual recipe is sound: \(error)")
        }
    }

    /// Samples that are enough.
    public static let enough = 30 * ConversionModel.rate
}
