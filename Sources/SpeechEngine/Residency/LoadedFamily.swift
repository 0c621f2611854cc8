import SpeechModel

/// A family as the catalogue hands it out: whoever holds it keeps it in use.
///
/// Being the only way to the family within, it tells by its references whether anybody but
/// the catalogue holds it.
final class LoadedFamily: SpeechFamily {
    private let family: any SpeechFamily

    let id: String
    /// Asked for once: for each segment a voice is looked up in them.
    let voices: [Voice]
    let largestUsefulBatch: Int
    let usefulCalls: Int
    let streamsWithinSegment: Bool
    let canBeHeld: Bool
    let canRunAway: Bool

    init(_ family: any SpeechFamily) {
        self.family = family
        id = family.id
        voices = family.voices
        largestUsefulBatch = family.largestUsefulBatch
        usefulCalls = family.usefulCalls
        streamsWithinSegment = family.streamsWithinSegment
        canBeHeld = family.canBeHeld
        canRunAway = family.canRunAway
    }

    func voice(_ id: VoiceID) -> Voice? {
        voices.first { $0.id == id } ?? family.voice(id)
    }

    func limit(for voice: VoiceID) -> Int { family.limit(for: voice) }

    func memoryEstimate(for segment: SpeechSegment) -> Int {
        family.memoryEstimate(for: segment)
    }

    func synthesize(
        _ batch: [SpeechSegment],
        deliver: @escaping @Sendable (Int, SegmentEvent) -> Verdict
    ) async throws(SynthesisError) {
        // Held until the call has returned, whatever becomes of who asked for it.
        defer { withExtendedLifetime(self) {} }
        try await family.synthesize(batch, deliver: deliver)
    }
}
