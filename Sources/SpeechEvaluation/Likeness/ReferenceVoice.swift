/// A speaker whom voices are compared with.
public struct ReferenceVoice: Sendable, Equatable {
    /// The speaker's name; a voice of that name should sound like it.
    public let name: String
    /// What it sounds like.
    public let statistics: VoiceStatistics

    /// A speaker of a name.
    public init(name: String, statistics: VoiceStatistics) {
        self.name = name
        self.statistics = statistics
    }
}

extension EvaluationReport.Likeness {
    /// Sorts speakers by their distance.
    ///
    /// - Parameter own: The name of the speaker that the voice should be.
    /// - Returns: nil where there is too little to compare.
    init?(_ voice: VoiceStatistics, among speakers: [ReferenceVoice], own: String) {
        neighbours = speakers.compactMap { speaker in
            VoiceDistance.between(voice, speaker.statistics).map {
                Neighbour(speaker: speaker.name, distance: $0)
            }
        }.sorted { ($0.distance, $0.speaker) < ($1.distance, $1.speaker) }
        guard !neighbours.isEmpty else { return nil }
        ownRank = neighbours.firstIndex { $0.speaker == own }.map { $0 + 1 }
    }
}
