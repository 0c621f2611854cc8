internal import AudioFeatures
internal import ModelBlocks

/// What was heard of somebody before they are converted: their usual pitch and loudness. From the
/// beginning of a recording, or an earlier conversation.
public struct KnownSpeaker: Sendable, Hashable {
    let statistics: ProsodyStatistics

    /// Listens to a recording.
    ///
    /// - Parameter samples: 16 kHz; half a minute is enough.
    public init(_ samples: [Float]) {
        do throws(AudioFeatureError) {
            var stream = try ProsodyStream()
            _ = stream.process(samples)
            statistics = stream.statistics
        } catch {
            preconditionFailure("the usual recipe is sound: \(error)")
        }
    }

    /// Samples that are enough.
    public static let enough = 30 * ConversionModel.rate
}
