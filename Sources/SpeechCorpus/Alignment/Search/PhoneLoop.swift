/// What is likeliest in a recording where any phone may follow any other: what a text's phones are
/// compared with.
struct PhoneLoop: Sendable {
    /// The score of the likeliest way's state in each frame.
    let scores: [Float]

    /// What another phone costs, so that the loop doesn't change at every frame.
    private static let change: Float = -3

    /// Searches.
    ///
    /// - Parameter scores: Frames × the model's states.
    init(scores: [Float], model: AcousticModel) {
        let thirds = PhoneGraph.thirds
        let states = model.states
        let frames = scores.count / states
        let none = -Float.infinity
        var now = [Float](repeating: none, count: states)
        var next = now
        var fromBefore = [Bool](repeating: false, count: frames * states)
        // The state that was left for another phone, in each frame.
        var exits = [Int](repeating: 0, count: frames)
        for phone in 0..<model.phones where frames > 0 {
            now[phone * thirds] = scores[phone * thirds]
        }
        for frame in 1..<max(frames, 1) {
            var (best, exit) = (none, thirds - 1)
            for state in stride(from: thirds - 1, to: states, by: thirds)
            where now[state] + model.leave[state] > best {
                (best, exit) = (now[state] + model.leave[state], state)
            }
            exits[frame] = exit
            for state in 0..<states {
                let staying = now[state] + model.stay[state]
                let coming =
                    state % thirds > 0
                    ? now[state - 1] + model.leave[state - 1] : best + Self.change
                fromBefore[frame * states + state] = coming > staying
                next[state] = max(coming, staying) + scores[frame * states + state]
            }
            swap(&now, &next)
        }
        var result = [Float](repeating: 0, count: frames)
        var state = now.indices.max { now[$0] < now[$1] } ?? 0
        for frame in stride(from: frames - 1, through: 0, by: -1) {
            result[frame] = scores[frame * states + state]
            if frame > 0, fromBefore[frame * states + state] {
                state = state % thirds > 0 ? state - 1 : exits[frame]
            }
        }
        self.scores = result
    }
}
