/// The best way through the frames of a signal, each of which is unvoiced or has one of its
/// candidates.
///
/// Dynamic programming as in RAPT (Talkin, "A robust algorithm for pitch tracking", in Speech
/// Coding and Synthesis, 1995): a way is worth the evidence on it, less what its jumps of pitch
/// and its changes of voicing cost. Going through the frames in both directions gives, for each
/// state of each frame, what the best way through it is worth.
struct PitchPath: Sendable {
    /// The candidate of each frame through which its best voiced way goes, by its index among
    /// all; nil where there is none.
    private(set) var choices: [Int?]
    /// By how much the best voiced way through each frame is better than the best unvoiced one:
    /// a logarithm of odds.
    private(set) var odds: [Float]

    /// What a change of voicing costs.
    private static let turn: Float = 2
    /// What an octave costs, beyond what a voice can do.
    private static let octave: Float = 10.6
    /// The most that a jump costs.
    private static let mostJump: Float = 8
    /// What a voice can do for nothing, in octaves a second.
    private static let slope: Float = 5

    /// - Parameters:
    ///   - candidates: Of each frame.
    ///   - evidence: Of each candidate.
    ///   - step: Seconds from one frame to the next.
    init(_ candidates: PitchCandidates, _ evidence: [Float], step: Float) {
        let count = candidates.frameCount
        let free = Self.slope * step
        let onward = Self.worth(Array(0..<count), candidates, evidence, free: free)
        let backward = Self.worth(
            (0..<count).reversed(), candidates, evidence, free: free)
        choices = []
        odds = []
        choices.reserveCapacity(count)
        odds.reserveCapacity(count)
        for frame in 0..<count {
            var (best, choice): (Float, Int?) = (-.infinity, nil)
            for index in candidates[frame] {
                // Its own evidence is in both.
                let worth = onward.voiced[index] + backward.voiced[index] - evidence[index]
                if worth > best { (best, choice) = (worth, index) }
            }
            choices.append(choice)
            odds.append(best - onward.unvoiced[frame] - backward.unvoiced[frame])
        }
    }

    /// What the best way up to each state is worth, frames taken in an order.
    private static func worth(
        _ order: [Int], _ candidates: PitchCandidates, _ evidence: [Float], free: Float
    ) -> (voiced: [Float], unvoiced: [Float]) {
        var voiced = evidence
        var unvoiced = [Float](repeating: 0, count: order.count)
        for (previous, frame) in zip(order, order.dropFirst()) {
            var silent = unvoiced[previous]
            for from in candidates[previous] { silent = max(silent, voiced[from] - turn) }
            unvoiced[frame] = silent
            for to in candidates[frame] {
                var best = unvoiced[previous] - turn
                for from in candidates[previous] {
                    let distance =
                        (candidates.all[to].octave - candidates.all[from].octave).magnitude
                    let cost = min(octave * max(distance - free, 0), mostJump)
                    best = max(best, voiced[from] - cost)
                }
                voiced[to] = best + evidence[to]
            }
        }
        return (voiced, unvoiced)
    }
}
