internal import Glibc

/// What speaks for each candidate of each frame, as a logarithm of odds against the frame being
/// unvoiced.
///
/// The weights were found by search on LibriSpeech, against the estimates of SwiftF0
/// (Nieradzik 2025): see scripts/peers/pitch.py.
struct VoicingEvidence: Sendable {
    /// Of each candidate, in their order.
    private(set) var values: [Float]

    /// What the ratio of the harmonic part to the rest counts for, by its natural logarithm.
    private static let harmonicity: Float = 1.4
    /// What a dB below the clip's loud frames takes.
    private static let loudness: Float = 0.06
    /// What a dB above the clip's quiet frames gives, up to `mostPresence`.
    private static let presence: Float = 0.065
    private static let mostPresence: Float = 27
    /// What a score lower by 1 than the frame's best takes.
    private static let rivalry: Float = 16
    /// What an octave beyond `reach` from the middle of the voice takes.
    private static let register: Float = 3
    private static let reach: Float = 0.6
    /// Frames of which distance the weights are for, in seconds.
    private static let step: Float = 0.016
    /// Nothing is loud below this, in dB of the signal's peak: what is left of a signal with
    /// nothing in the band.
    private static let leastLoud: Float = -60

    private let scale: Float

    /// - Parameters:
    ///   - candidates: Of each frame.
    ///   - levels: Of each frame, in dB, of the band in a signal that was scaled to a peak of 1.
    ///   - step: Seconds from one frame to the next. Frames that lie close say the same, so each
    ///     counts for less.
    init(_ candidates: PitchCandidates, levels: [Float], step: Float) {
        scale = step / Self.step
        values = [Float](repeating: 0, count: candidates.all.count)
        let sorted = levels.sorted()
        guard let last = sorted.indices.last else { return }
        let loud = max(sorted[last * 19 / 20], Self.leastLoud)
        let quiet = sorted[last / 20]
        for frame in levels.indices {
            let range = candidates[frame]
            values.replaceSubrange(
                range,
                with: Self.of(
                    candidates.all[range], level: levels[frame], loud: loud, quiet: quiet,
                    step: step))
        }
    }

    /// Of the candidates of one frame.
    ///
    /// - Parameters:
    ///   - level: Of the frame, in dB.
    ///   - loud: The level of loud frames.
    ///   - quiet: The level of quiet ones.
    ///   - step: Seconds from one frame to the next.
    static func of(
        _ candidates: some Collection<PitchCandidate>, level: Float, loud: Float, quiet: Float,
        step: Float
    ) -> [Float] {
        guard let best = candidates.lazy.map(\.score).max(),
            let most = candidates.lazy.map(\.similarity).max()
        else { return [] }
        // As much as a frame can be sure of.
        let likeness = min(max(most, 0.05), 0.995)
        let frameEvidence =
            harmonicity * log(likeness / (1 - likeness)) + loudness * min(max(level - loud, -60), 0)
            + presence * min(level - quiet, mostPresence)
        return candidates.map { step / Self.step * (frameEvidence - rivalry * (best - $0.score)) }
    }

    /// Takes from candidates far from the middle of a voice, most of all octaves.
    ///
    /// - Parameter middle: The median of the voice, as a logarithm to base 2.
    mutating func favour(_ middle: Float, in candidates: PitchCandidates) {
        for (index, candidate) in candidates.all.enumerated() {
            values[index] -= Self.strangeness(of: candidate, to: middle, step: scale * Self.step)
        }
    }

    /// What is taken from a candidate far from the middle of a voice.
    static func strangeness(of candidate: PitchCandidate, to middle: Float, step: Float) -> Float {
        step / Self.step * register * max((candidate.octave - middle).magnitude - reach, 0)
    }
}
