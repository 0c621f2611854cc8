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
        let free = Self.free(step: step)
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
            let (to, from) = (candidates[frame], candidates[previous])
            let next = onward(
                (candidates.all[from], voiced[from], unvoiced[previous]), candidates.all[to],
                evidence[to], free: free)
            voiced.replaceSubrange(to, with: next.voiced)
            unvoiced[frame] = next.unvoiced
        }
        return (voiced, unvoiced)
    }

    /// What the best way up to each state of a frame is worth, from those of the frame before.
    ///
    /// - Parameters:
    ///   - before: The frame before, its candidates and what its states are worth.
    ///   - free: What a voice can do for nothing from frame to frame, in octaves.
    static func onward(
        _ before: (
            candidates: ArraySlice<PitchCandidate>, voiced: ArraySlice<Float>, unvoiced: Float
        ),
        _ candidates: ArraySlice<PitchCandidate>, _ evidence: ArraySlice<Float>, free: Float
    ) -> (voiced: [Float], unvoiced: Float) {
        let known = zip(before.candidates, before.voiced)
        let silent = before.voiced.reduce(before.unvoiced) { max($0, $1 - turn) }
        let voiced = zip(candidates, evidence).map { to, own in
            known.reduce(before.unvoiced - turn) { best, from in
                let distance = (to.octave - from.0.octave).magnitude
                return max(best, from.1 - min(octave * max(distance - free, 0), mostJump))
            } + own
        }
        return (voiced, silent)
    }

    /// What a voice can do for nothing from frame to frame, in octaves.
    ///
    /// - Parameter step: Seconds from one to the next.
    static func free(step: Float) -> Float { slope * step }
}
