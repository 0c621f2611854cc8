/// How much less likely a text's states are than the likeliest ones, frame by frame.
struct FrameScores {
    /// Logarithms, 0 or less but for chance.
    let values: [Float]
    /// Their mean over phones; over all where there is no phone.
    let speech: Double

    /// Compares the model's states in each frame with the likeliest.
    init(_ states: [Int32], scores: [Float], model: AcousticModel) {
        let loop = PhoneLoop(scores: scores, model: model)
        let firstOfPause = model.pause * PhoneGraph.thirds
        var (sum, count) = (0.0, 0)
        values = states.indices.map { frame in
            let state = Int(states[frame])
            let value = scores[frame * model.states + state] - loop.scores[frame]
            if state < firstOfPause {
                sum += Double(value)
                count += 1
            }
            return value
        }
        speech = sum / Double(max(count, 1))
    }
}
