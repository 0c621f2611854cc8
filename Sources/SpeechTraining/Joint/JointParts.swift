/// What two networks that are trained together are: sizes, speakers, what numbers are measured by.
/// Kept with every checkpoint.
struct JointParts: Sendable, Codable {
    /// The acoustic model's sizes.
    var acoustic: AcousticRecipe
    /// The vocoder's sizes.
    var vocoder: VocoderRecipe
    var speakers: AcousticSpeakers
    var statistics: AcousticStatistics

    /// Bands of the spectrum between them.
    var bands: Int { statistics.melMean.count }
}
